using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>A rule is trusted when it finds a planted mistake, and only that.</summary>
public sealed class PlantedMistakeTests
{
    [Theory]
    [InlineData("public class A { }")]
    [InlineData("public partial class A { }")]
    [InlineData("public record A(int X);")]
    [InlineData("namespace N { internal class A<T> where T : class { } }")]
    [InlineData("public static class A { class B { } }")]
    public void Open_classes_are_found(string code) => Assert.Single(Rules.Open([new SourceFile("x/A.cs", code)]));

    [Theory]
    [InlineData("public sealed class A { }")]
    [InlineData("public abstract record A(int X);")]
    [InlineData("public readonly record struct A(int X);")]
    [InlineData("/* public class B */ public static class A { const string C = \"class D { }\"; }")]
    [InlineData("public sealed class A { public bool Is<T>() where T : class { return typeof(T).IsClass; } }")]
    public void Others_are_not(string code) => Assert.Empty(Rules.Open([new SourceFile("x/A.cs", code)]));

    [Fact]
    public void A_part_speaks_for_all_parts() => Assert.Empty(Rules.Open(
        [new SourceFile("x/A.cs", "sealed partial class A { }"), new SourceFile("x/A.More.cs", "partial class A { }")]));

    [Theory]
    [InlineData("A.cs", "class B { }")]
    [InlineData("A.cs", "class A { } enum B { C, D }")]
    [InlineData("A.cs", "class A { int x = 3; } delegate void B(int x);")]
    [InlineData("A.cs", "file sealed class B { } class A { }")]
    [InlineData("A.cs", "using System;")]
    public void Misnamed_types_are_found(string file, string code) => Assert.Single(Rules.Misnamed(new SourceFile("x/" + file, code)));

    [Theory]
    [InlineData("A.cs", "namespace N; [Flags] enum A { B = 1, C = 2 }")]
    [InlineData("A.Part.cs", "partial class A<T> { class Inner { } Func<int> x = () => { return 1; }; }")]
    [InlineData("A.cs", "delegate TOut A<TIn, TOut>(TIn x);")]
    [InlineData("Program.cs", "return 1;")]
    public void Named_ones_are_not(string file, string code) => Assert.Empty(Rules.Misnamed(new SourceFile("x/" + file, code)));

    [Theory]
    [InlineData("void M() {\n\n\n }")]
    [InlineData("int M() =>\n\n 1 +\n 2;")]
    [InlineData("public static bool operator ==(A a, A b) {\n\n\n return true; }")]
    [InlineData("int P { get {\n\n\n return 1; } }")]
    public void Long_members_are_found(string member) =>
        Assert.Single(Rules.LongMembers(new SourceFile("A.cs", $"sealed class A {{ int a = 1; {member} int b; }}"), 3));

    [Theory]
    [InlineData("void M() {\n\n }")]
    [InlineData("int[] f = [\n1,\n2,\n3,\n4];")]
    [InlineData("static Data F => new()\n{\n1,\n2,\n3 };")]
    [InlineData("[Obsolete(\"}\")]\n\n\n\n void M() { char c = '{'; }")]
    public void Short_ones_are_not(string member) =>
        Assert.Empty(Rules.LongMembers(new SourceFile("A.cs", $"sealed class A {{ int a = 1; {member} int b; }}"), 3));

    [Theory]
    [InlineData("try { } catch { x(); }")]
    [InlineData("try { } catch (Exception e) { x(e); }")]
    [InlineData("try { } catch (Exception e) when (e is not A) { x(e); }")]
    [InlineData("try { } catch (IOException) { }")]
    [InlineData("try { } catch (Exception e) when (Known(e) is { } known) { x(known); }")]
    public void Silent_catches_are_found(string code) => Assert.Single(Rules.SilentCatches(new SourceFile("A.cs", code)));

    [Theory]
    [InlineData("try { } catch { // Because.\n x(); }")]
    [InlineData("try { }\n// Because.\ncatch (Exception e) { x(e); }")]
    [InlineData("try { } catch (Exception e) when (e is A or B) { x(e); }")]
    [InlineData("try { } catch (IOException) { x(); }")]
    public void Others_say_why(string code) => Assert.Empty(Rules.SilentCatches(new SourceFile("A.cs", code)));

    [Theory]
    [InlineData("var x = DateTime.UtcNow;")]
    [InlineData("var x = $\"at {DateTimeOffset.Now:HH:mm}\";")]
    [InlineData("var x = $$\"\"\"at {{DateTime.Today}} \" { \"\"\";")]
    [InlineData("Thread . Sleep(1);")]
    public void Clocks_are_found(string code) => Assert.Single(Rules.Clocks(new SourceFile("A.cs", code)));

    [Theory]
    [InlineData("// DateTime.UtcNow")]
    [InlineData("var x = \"\\\"DateTime.UtcNow\";")]
    [InlineData("var x = @\"a\\\"; var y = \"DateTime.UtcNow\";")]
    [InlineData("var x = \"\"\"\n \"DateTime.UtcNow\"\n \"\"\";")]
    [InlineData("var x = $\"{{DateTime.UtcNow}} {a[\"}\"]}\";")]
    [InlineData("#error DateTime.UtcNow isn't here")]
    public void Words_about_them_are_not(string code) => Assert.Empty(Rules.Clocks(new SourceFile("A.cs", code)));
}
