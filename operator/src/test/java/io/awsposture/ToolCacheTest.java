package io.awsposture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The folder is the one that {@code tools/paths.sh} finds. */
class ToolCacheTest {
  private static final Path HOME = Path.of("/home/somebody");

  @Test
  void theOwnVariableCountsBeforeTheSharedOne() {
    assertThat(
            ToolCache.folder(Map.of("AWSPOSTURE_CACHE", "/own", "XDG_CACHE_HOME", "/shared"), HOME))
        .isEqualTo(Path.of("/own"));
    assertThat(ToolCache.folder(Map.of("XDG_CACHE_HOME", "/shared"), HOME))
        .isEqualTo(Path.of("/shared/awsposture"));
  }

  @Test
  void withoutEitherItIsInTheHomeFolder() {
    Path usual = Path.of("/home/somebody/.cache/awsposture");
    assertThat(ToolCache.folder(Map.of(), HOME)).isEqualTo(usual);
    assertThat(ToolCache.folder(Map.of("AWSPOSTURE_CACHE", "", "XDG_CACHE_HOME", ""), HOME))
        .isEqualTo(usual);
  }
}
