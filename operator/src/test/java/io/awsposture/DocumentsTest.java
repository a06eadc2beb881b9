package io.awsposture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for people hang together: nothing left to fill in, no dead link, no page unlinked. */
class DocumentsTest {
  private static final Path TOP = ProjectRoot.resolve("");
  private static final Pattern TO_BE_FILLED_IN = Pattern.compile("@[A-Z]+@");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder :
        List.of(
            "",
            "docs",
            "docs/controls",
            "docs/decisions",
            "docs/runbooks",
            "examples/argocd",
            "examples/aws",
            "examples/ci",
            "examples/flux",
            "helm/aws-posture-operator",
            "tools")) {
      try (Stream<Path> files = Files.list(TOP.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(TOP::relativize)
            .forEach(pages::add);
      }
    }
    assertThat(pages).contains(Path.of("README.md"), Path.of("docs/performance.md"));
    return pages.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingIsLeftToFillIn(Path page) throws IOException {
    assertThat(TO_BE_FILLED_IN.matcher(text(page)).results().map(MatchResult::group)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(links(page)).allSatisfy(target -> assertThat(TOP.resolve(target)).exists());
  }

  @Test
  void everyPageIsLinkedFromAnother() throws IOException {
    Set<Path> linked = new HashSet<>(List.of(Path.of("README.md")));
    for (Path page : pages()) {
      links(page).stream().filter(target -> !target.equals(page)).forEach(linked::add);
    }
    assertThat(linked).containsAll(pages());
  }

  /** Where the page's links into the project lead, from the top folder. */
  private static List<Path> links(Path page) throws IOException {
    Path folder = page.resolveSibling("");
    return LINK.matcher(text(page))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains(":"))
        .map(target -> folder.resolve(target).normalize())
        .toList();
  }

  private static String text(Path page) throws IOException {
    return Files.readString(TOP.resolve(page));
  }
}
