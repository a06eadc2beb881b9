package io.awsposture.api.v1alpha1;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/crds.md} from the schemas of the CRDs. */
final class CrdReference {

  private static final String INTRODUCTION =
      """
      # Custom resources

      Generated from the CRD files in `crds/` by `CrdsFreshTest`; do not edit. `kubectl explain` shows the
      same texts. Lists are marked `map` (merged by the key), `set` (no entry twice) or `atomic` (replaced as
      a whole). What a baseline inherits has no default in the schema; its text names the effective one.
      """;

  private CrdReference() {}

  /** The whole reference, as Markdown. */
  static String of(List<CustomResourceDefinition> crds) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (CustomResourceDefinition crd : crds) {
      for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
        kind(crd, version, text);
      }
    }
    return text.toString();
  }

  private static void kind(
      CustomResourceDefinition crd, CustomResourceDefinitionVersion version, StringBuilder text) {
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    text.append("\n## ").append(crd.getSpec().getNames().getKind()).append("\n\n");
    text.append(root.getDescription()).append("\n\n");
    text.append("`apiVersion: ")
        .append(crd.getSpec().getGroup())
        .append('/')
        .append(version.getName())
        .append("`, short name `")
        .append(String.join("`, `", crd.getSpec().getNames().getShortNames()))
        .append("`, category `")
        .append(String.join("`, `", crd.getSpec().getNames().getCategories()))
        .append("`. Columns of `kubectl get`: ")
        .append(
            version.getAdditionalPrinterColumns().stream()
                .map(CustomResourceColumnDefinition::getName)
                .collect(Collectors.joining(", ")))
        .append(".\n");
    for (String part : List.of("spec", "status")) {
      if (!root.getProperties().containsKey(part)) {
        continue;
      }
      text.append("\n### ").append(part).append("\n\n");
      text.append("| Path | Type | Required | Default | Limits | Meaning |\n");
      text.append("|---|---|---|---|---|---|\n");
      rows(part, requireNonNull(root.getProperties().get(part)), text);
    }
    List<String> rules = new ArrayList<>();
    rules("", root, rules);
    if (!rules.isEmpty()) {
      text.append(
          "\n### Rules\n\n| Where | What the API server says when it is broken |\n|---|---|\n");
      rules.forEach(text::append);
    }
  }

  private static void rows(String path, JSONSchemaProps schema, StringBuilder text) {
    if (schema.getProperties() == null) {
      return;
    }
    List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
    schema
        .getProperties()
        .forEach((name, property) -> {
          String here = path + "." + name;
          text.append("| `")
              .append(here)
              .append("` | ")
              .append(type(property))
              .append(" | ")
              .append(required.contains(name) ? "yes" : "")
              .append(" | ")
              .append(property.getDefault() == null ? "" : "`" + property.getDefault() + "`")
              .append(" | ")
              .append(limits(property))
              .append(" | ")
              .append(cell(property.getDescription()))
              .append(" |\n");
          if (property.getItems() != null) {
            rows(here + "[]", property.getItems().getSchema(), text);
          } else {
            rows(here, property, text);
          }
        });
  }

  private static String type(JSONSchemaProps schema) {
    if (schema.getItems() != null) {
      return "list of "
          + type(schema.getItems().getSchema())
          + ", "
          + schema.getXKubernetesListType()
          + (schema.getXKubernetesListMapKeys() == null
                  || schema.getXKubernetesListMapKeys().isEmpty()
              ? ""
              : " by " + String.join(", ", schema.getXKubernetesListMapKeys()));
    }
    return "date-time".equals(schema.getFormat()) ? "time (RFC 3339)" : schema.getType();
  }

  private static String limits(JSONSchemaProps schema) {
    List<String> limits = new ArrayList<>();
    JSONSchemaProps value = schema.getItems() == null ? schema : schema.getItems().getSchema();
    if (value.getEnum() != null && !value.getEnum().isEmpty()) {
      limits.add(
          value.getEnum().stream()
              .map(option -> "`" + option.asText() + "`")
              .collect(Collectors.joining(", ")));
    }
    limit(limits, "from ", value.getMinimum());
    limit(limits, "to ", value.getMaximum());
    limit(
        limits,
        (schema.getItems() == null ? "" : "each ") + "at most %s characters",
        value.getMaxLength());
    limit(limits, "at most %s entries", schema.getMaxItems());
    return String.join("; ", limits);
  }

  private static void limit(List<String> limits, String text, @Nullable Number number) {
    if (number != null) {
      String plain = Long.toString(number.longValue());
      limits.add(text.contains("%s") ? text.formatted(plain) : text + plain);
    }
  }

  private static void rules(String path, JSONSchemaProps schema, List<String> rules) {
    if (schema.getXKubernetesValidations() != null) {
      for (ValidationRule rule : schema.getXKubernetesValidations()) {
        String field = rule.getFieldPath() == null ? "" : rule.getFieldPath();
        rules.add("| `" + (path + field).substring(1) + "` | " + cell(rule.getMessage()) + " |\n");
      }
    }
    if (schema.getItems() != null) {
      rules(path + "[]", schema.getItems().getSchema(), rules);
    }
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, property) -> rules(path + "." + name, property, rules));
    }
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : text.replace("|", "\\|");
  }
}
