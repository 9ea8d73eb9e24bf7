using System.Globalization;

namespace Cajal.Tests;

/// <summary>Runs something under another culture than the invariant one.</summary>
internal static class InCulture
{
    public static void Run(string culture, Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
