package io.awsposture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.cli.input.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of findings: what {@code awsposture check -o json} wrote. */
final class FindingsFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private FindingsFile() {}

  /** Reads a file; what is wrong with it is added to the errors, and then nothing is known. */
  static KnownFindings read(Path file, List<InputError> errors) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (root == null
          || !root.path("schemaVersion").asText().equals(CheckDocument.SCHEMA_VERSION)) {
        return wrong(
            file,
            "holds no findings: give what awsposture check -o json wrote ("
                + CheckDocument.SCHEMA_VERSION
                + ")",
            errors);
      }
      for (JsonNode row : root.path("rows")) {
        if (!row.has("suppressed")) {
          return wrong(file, "is of an older awsposture: run the check again", errors);
        }
      }
      CheckDocument document = JSON.treeToValue(root, CheckDocument.class);
      return new KnownFindings(
          List.of(file + ", a check of " + document.startTime()), document.rows());
    } catch (JsonProcessingException unfit) {
      return wrong(file, "cannot be read as JSON: " + unfit.getOriginalMessage(), errors);
    } catch (IOException unreadable) {
      return wrong(file, "cannot be read: " + unreadable.getMessage(), errors);
    }
  }

  private static KnownFindings wrong(Path file, String message, List<InputError> errors) {
    errors.add(new InputError(file.toString(), 0, 0, "", "", message));
    return KnownFindings.NONE;
  }
}
