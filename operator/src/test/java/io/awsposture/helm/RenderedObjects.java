package io.awsposture.helm;

import io.awsposture.kube.HelmTool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.regex.Pattern;

/** The objects that the chart makes, read. */
record RenderedObjects(List<HasMetadata> all) {
  static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---$");

  /** Those of a release. */
  static RenderedObjects of(String release, String namespace, String... more) {
    return in(HelmTool.rendered(release, namespace, more));
  }

  /** Those of a set of values. */
  static RenderedObjects of(ValueSet values) {
    return in(values.rendered());
  }

  /** Those in a text of several documents. */
  static RenderedObjects in(String documents) {
    return new RenderedObjects(
        BETWEEN
            .splitAsStream(documents)
            .filter(text -> text.lines().anyMatch(it -> it.startsWith("kind:")))
            .map(text -> (HasMetadata) YAML.unmarshal(text))
            .toList());
  }

  /** Those of a kind. */
  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What no two objects of a cluster have in common. */
  static String identity(HasMetadata object) {
    return object.getKind()
        + " "
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }
}
