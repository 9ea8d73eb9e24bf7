using System.Numerics;

namespace Cajal.Classic;

/// <summary>
/// A short OR of ANDs for a truth table: all prime implicants by joining (Quine, McCluskey), then those that alone cover a row, then
/// greedily the one that covers most of what is left, then without those that have become superfluous.
/// </summary>
internal static class PrimeImplicants
{
    private const int MostVariables = 12;

    /// <summary>An AND: the variables of <paramref name="Mask"/> (bit 0 the last variable) have the values of <paramref name="Bits"/>.</summary>
    private readonly record struct Term(int Mask, int Bits)
    {
        public bool Covers(int row) => (row & Mask) == Bits;
    }

    public static LogicNode Cover(LogicFormula formula)
    {
        int variables = formula.Variables.Count;
        if (variables > MostVariables)
        {
            throw new InvalidOperationException($"Formula: {variables} variables are too many to simplify, expected at most {MostVariables}.");
        }
        bool[] table = formula.TruthTable();
        int[] rows = [.. Enumerable.Range(0, table.Length).Where(row => table[row])];
        LogicNode[] terms = [.. Choose(Primes(rows, variables), rows).Select(term => And(term, variables))];
        return terms.Length == 0 ? LogicNode.Constant(false) : LogicNode.Or(terms);
    }

    /// <summary>Terms that cover only rows where the table is true, and that no wider such term covers.</summary>
    private static List<Term> Primes(int[] rows, int variables)
    {
        int all = (1 << variables) - 1;
        HashSet<Term> terms = [.. rows.Select(row => new Term(all, row))];
        List<Term> primes = [];
        while (terms.Count > 0)
        {
            HashSet<Term> wider = [];
            HashSet<Term> joined = [];
            foreach (Term term in terms)
            {
                for (int bit = 1; bit <= all; bit <<= 1)
                {
                    if ((term.Mask & bit) != 0 && terms.Contains(term with { Bits = term.Bits ^ bit }))
                    {
                        wider.Add(new Term(term.Mask & ~bit, term.Bits & ~bit));
                        joined.Add(term);
                    }
                }
            }
            primes.AddRange(terms.Except(joined));
            terms = wider;
        }
        // Short terms first, then in the order of the table, so that equal tables give equal formulas.
        return [.. primes.OrderBy(term => BitOperations.PopCount((uint)term.Mask)).ThenByDescending(term => term.Mask).ThenByDescending(term => term.Bits)];
    }

    private static List<Term> Choose(List<Term> primes, int[] rows)
    {
        List<Term> chosen = [.. primes.Where(prime => rows.Any(row => prime.Covers(row) && primes.Count(other => other.Covers(row)) == 1))];
        HashSet<int> open = [.. rows.Where(row => !chosen.Exists(term => term.Covers(row)))];
        while (open.Count > 0)
        {
            Term best = primes.MaxBy(prime => open.Count(prime.Covers));
            chosen.Add(best);
            open.RemoveWhere(best.Covers);
        }
        for (int i = chosen.Count - 1; i >= 0; i--)
        {
            Term term = chosen[i];
            if (rows.Where(term.Covers).All(row => chosen.Exists(other => other != term && other.Covers(row))))
            {
                chosen.RemoveAt(i);
            }
        }
        return chosen;
    }

    private static LogicNode And(Term term, int variables)
    {
        List<LogicNode> literals = [];
        for (int variable = 0; variable < variables; variable++)
        {
            int bit = 1 << (variables - 1 - variable);
            if ((term.Mask & bit) != 0)
            {
                literals.Add((term.Bits & bit) != 0 ? LogicNode.Of(variable) : LogicNode.Not(LogicNode.Of(variable)));
            }
        }
        return literals.Count == 0 ? LogicNode.Constant(true) : LogicNode.And([.. literals]);
    }
}
