package io.awsposture.resolve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.plan.Fingerprint;
import java.util.List;

/**
 * The settings of a chain of baselines laid over each other as trees, so that a new setting needs
 * no code here: objects are merged field by field, anything else of the child replaces the
 * parent's.
 */
final class MergedSpec {
  private static final ObjectMapper TREES =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private MergedSpec() {}

  /**
   * The settings from the root of the chain to its end. The entries of {@code controls} are the
   * last one's only.
   */
  static SecurityBaselineSpec of(List<SecurityBaselineSpec> fromRoot) {
    ObjectNode merged = TREES.createObjectNode();
    fromRoot.forEach(spec -> overlay(merged, TREES.valueToTree(spec)));
    return TREES.convertValue(merged, SecurityBaselineSpec.class);
  }

  /** A short name for everything the chain says. */
  static String revision(List<Baseline> fromRoot) {
    return Fingerprint.of("r-", fromRoot.stream().map(MergedSpec::text).toArray(String[]::new));
  }

  private static void overlay(ObjectNode under, ObjectNode over) {
    over.properties()
        .forEach(field -> {
          if (field.getValue() instanceof ObjectNode child
              && under.get(field.getKey()) instanceof ObjectNode parent) {
            overlay(parent, child);
          } else {
            under.set(field.getKey(), field.getValue().deepCopy());
          }
        });
  }

  private static String text(Baseline baseline) {
    try {
      return baseline.namespace()
          + "/"
          + baseline.name()
          + TREES.writeValueAsString(baseline.spec());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a spec that was read can be written", impossible);
    }
  }
}
