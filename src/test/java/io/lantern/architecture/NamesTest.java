package io.lantern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Budgets of size, and the words names are made of. */
class NamesTest {
    private static final Pattern FORBIDDEN =
            Pattern.compile(".*(Utils?|Helper|Manager|Impl|Processor|Handler|DTO|Dto|Entity|Common|Base)");

    private record Type(String name, boolean isPublic, boolean hasDoc) {}

    private record Method(String name, long lines, int parameters) {}

    private static final List<Type> types = new ArrayList<>();
    private static final List<Method> methods = new ArrayList<>();

    @BeforeAll
    static void readSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = Sources.files(Sources.MAIN, ".java");
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(trees, unit).scan(unit, null);
            }
        }
    }

    @Test
    void noFileIsLongerThan400LinesAndMostAreShort() {
        List<Path> files = Sources.files(Sources.MAIN, ".java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
        List<Long> lines = files.stream()
                .map(file -> Sources.text(file).lines().count())
                .sorted()
                .toList();

        assertThat(files.stream().filter(file -> Sources.text(file).lines().count() > 400))
                .isEmpty();
        assertThat(percentile(lines, 50)).as("median").isLessThanOrEqualTo(80);
        assertThat(percentile(lines, 95)).as("95th percentile").isLessThanOrEqualTo(250);
    }

    @Test
    void noMethodIsLongerThan60LinesAndMostAreShort() {
        List<Long> lines = methods.stream().map(Method::lines).sorted().toList();

        assertThat(methods.stream().filter(method -> method.lines() > 60)).isEmpty();
        assertThat(percentile(lines, 95)).as("95th percentile").isLessThanOrEqualTo(25);
    }

    @Test
    void fewMethodsTakeMoreThanFiveParameters() {
        List<Long> parameters = methods.stream()
                .map(method -> (long) method.parameters())
                .sorted()
                .toList();

        assertThat(percentile(parameters, 98)).isLessThanOrEqualTo(5);
        assertThat(methods.stream().filter(method -> method.parameters() > 8)).isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        assertThat(types.stream().filter(type -> type.isPublic() && !type.hasDoc()))
                .isEmpty();
    }

    @Test
    void noTypeIsNamedAfterNothing() {
        assertThat(types.stream().filter(type -> FORBIDDEN.matcher(type.name()).matches()))
                .isEmpty();
    }

    @Test
    void nothingIsLeftToBeDone() {
        Pattern left = Pattern.compile("\\b(TODO|FIXME)\\b");
        Stream<Path> files = Stream.of(Sources.MAIN, Sources.TESTS)
                .flatMap(folder -> Sources.files(folder, ".java").stream())
                .filter(file -> !file.endsWith("NamesTest.java"));

        assertThat(files.filter(file -> left.matcher(Sources.text(file)).find()))
                .isEmpty();
    }

    @Test
    void testsWaitForConditionsAndUseTheRealThing() {
        Stream<Path> tests =
                Sources.files(Sources.TESTS, ".java").stream().filter(file -> !file.endsWith("NamesTest.java"));

        assertThat(tests.filter(file -> Sources.text(file).contains("Thread.sleep(")
                        || Sources.text(file).contains("org.mockito")))
                .isEmpty();
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees trees;
        private final SourcePositions positions;
        private final CompilationUnitTree unit;

        private Reader(DocTrees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.positions = trees.getSourcePositions();
            this.unit = unit;
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void nothing) {
            boolean inPublic = node.getModifiers().getFlags().contains(Modifier.PUBLIC);
            TreePath path = getCurrentPath();
            types.add(new Type(
                    node.getSimpleName().toString(), inPublic && isTop(path), trees.getDocComment(path) != null));
            return super.visitClass(node, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void nothing) {
            long end = positions.getEndPosition(unit, node);
            // Canonical record constructors the compiler adds have no text; records' long headers are data.
            if (end >= 0 && node.getBody() != null && !node.getName().contentEquals("<init>")) {
                LineMap lines = unit.getLineMap();
                long start = positions.getStartPosition(unit, node.getBody());
                methods.add(new Method(
                        unit.getSourceFile().getName() + "#" + node.getName(),
                        lines.getLineNumber(end) - lines.getLineNumber(start) + 1,
                        node.getParameters().size()));
            }
            return super.visitMethod(node, nothing);
        }

        private static boolean isTop(TreePath path) {
            return path.getParentPath().getLeaf() instanceof CompilationUnitTree;
        }
    }
}
