package io.awsposture.api.v1alpha1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts into a generated CRD what the generator cannot know or gets wrong. */
final class CrdFinish implements CRDPostProcessor {

  /** Lists whose entries have a name of their own, by path, with the name's field. */
  private static final Map<String, String> KEYED =
      Map.of(
          ".status.conditions", "type",
          ".status.shards", "shard",
          ".spec.controls", "id",
          ".spec.plans", "accountId",
          ".spec.regions.exclude", "name");

  /** Lists in which nothing stands twice and whose order means nothing. */
  private static final Set<String> SETS =
      Set.of(
          ".spec.regions.include",
          ".spec.frameworks",
          ".spec.controls[].accept",
          ".spec.changes[].risks",
          ".spec.guardDuty.protectionPlans",
          ".spec.configRecorder.allowedExclusions",
          ".spec.exposure.additionalBlockedPorts",
          ".spec.suppressions.forbiddenFor",
          ".spec.suppressions.forbiddenSeverities",
          ".spec.controls",
          ".spec.accountIds",
          ".spec.regions",
          ".spec.resources");

  /** Room for nanoseconds and the distance from UTC, and for a message where more is written. */
  private static final long TIME_LENGTH = 64;

  private final Map<String, Class<? extends HasMetadata>> kinds;

  /** Finishes the CRDs of these kinds, by kind. */
  CrdFinish(Map<String, Class<? extends HasMetadata>> kinds) {
    this.kinds = Map.copyOf(kinds);
  }

  @Override
  public HasMetadata process(HasMetadata resource, String version) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    Class<?> kind = requireNonNull(kinds.get(crd.getSpec().getNames().getKind()));
    for (CustomResourceDefinitionVersion served : crd.getSpec().getVersions()) {
      List<String> order =
          Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
              .map(AdditionalPrinterColumn::name)
              .toList();
      // The generator sorts columns by path, which puts AGE first.
      served
          .getAdditionalPrinterColumns()
          .sort(
              Comparator.comparingInt(
                  (CustomResourceColumnDefinition column) -> order.indexOf(column.getName())));
      JSONSchemaProps root = served.getSchema().getOpenAPIV3Schema();
      root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
      root.setRequired(List.of("spec"));
      JSONSchemaProps spec = requireNonNull(root.getProperties().get("spec"));
      spec.setDescription("What is asked for.");
      JSONSchemaProps status = requireNonNull(root.getProperties().get("status"));
      if (status.getProperties() == null || status.getProperties().isEmpty()) {
        // Of a kind without status the generator writes one that holds nothing.
        root.getProperties().remove("status");
      } else {
        finishStatus(status);
      }
      finish("", root);
    }
    return crd;
  }

  private static void finishStatus(JSONSchemaProps status) {
    status.setDescription("What the operator found; written by it alone.");
    // Without a default of its own an object is created without status, so that the default of
    // observedGeneration below it would never be filled in.
    status.setDefault(
        JsonNodeFactory.instance
            .objectNode()
            .set("observedGeneration", JsonNodeFactory.instance.numberNode(-1)));
  }

  private void finish(String path, JSONSchemaProps schema) {
    if (path.startsWith(".spec.") && "date-time".equals(schema.getFormat())) {
      // Takes what Java cannot read; rules with a message of their own hold the form.
      schema.setFormat(null);
      schema.setMaxLength(TIME_LENGTH);
    }
    if (schema.getXKubernetesValidations() != null) {
      // Rules of a component are written once for the field and once for its accessor.
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
    }
    if ("array".equals(schema.getType())) {
      boolean ofObjects = "object".equals(schema.getItems().getSchema().getType());
      String key = ofObjects ? KEYED.get(path) : null;
      if (key != null) {
        schema.setXKubernetesListType("map");
        schema.setXKubernetesListMapKeys(List.of(key));
      } else {
        schema.setXKubernetesListType(SETS.contains(path) ? "set" : "atomic");
      }
      finish(path + "[]", schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null) {
      // Else managedFields would name every key once more.
      schema.setXKubernetesMapType("atomic");
    }
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, property) -> finish(path + "." + name, property));
    }
  }
}
