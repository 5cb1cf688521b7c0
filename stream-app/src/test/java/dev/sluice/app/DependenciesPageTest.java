package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** {@code docs/dependencies.md} has one line for every dependency of every pom, and none for what is gone. */
final class DependenciesPageTest {
    private static final Path ROOT = Path.of(System.getProperty("sluice.root", ".."));

    @Test
    void everyDependencyEarnsItsLineAndEveryLineItsDependency() throws Exception {
        TreeSet<String> used = new TreeSet<>();
        for (Path pom : poms()) {
            Document parsed =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            for (String element : List.of("dependency", "plugin", "path")) {
                collect(parsed.getElementsByTagName(element), used);
            }
        }
        assertThat(used).contains("kafka-streams", "archunit", "maven-surefire-plugin", "nullaway");
        assertThat(named())
                .as("artifacts that docs/dependencies.md names, against those in the poms")
                .isEqualTo(used);
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return Stream.concat(Stream.of(ROOT), modules.filter(Files::isDirectory))
                    .map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static void collect(NodeList elements, TreeSet<String> into) {
        for (int i = 0; i < elements.getLength(); i++) {
            for (Node part = elements.item(i).getFirstChild(); part != null; part = part.getNextSibling()) {
                if (part instanceof Element child
                        && child.getTagName().equals("artifactId")
                        && !child.getTextContent().startsWith("sluice-")) {
                    into.add(child.getTextContent().strip());
                }
            }
        }
    }

    /** The first cell of every row of the page's tables. */
    private static TreeSet<String> named() throws IOException {
        return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("docs/dependencies.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
