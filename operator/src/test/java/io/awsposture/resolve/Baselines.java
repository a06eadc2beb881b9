package io.awsposture.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.control.Catalogue;
import io.awsposture.samples.SampleControls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Baselines that a test writes down as users do, and what they come to. */
final class Baselines implements Baseline.Lookup {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Map<String, Baseline> byPlace = new HashMap<>();
  private final Resolver resolver =
      new Resolver(
          Catalogue.of(
              List.of(
                  new SampleControls.DoorShut(),
                  new SampleControls.DoorPainted(),
                  new SampleControls.WindowsShut(),
                  new SampleControls.AlarmOn(),
                  new SampleControls.HouseInsured())));

  /** A baseline of namespace {@code security}, by the YAML of its spec. */
  Baselines with(String name, String spec) {
    return with("security", name, spec);
  }

  Baselines with(String namespace, String name, String spec) {
    try {
      byPlace.put(
          namespace + "/" + name,
          new Baseline(namespace, name, YAML.readValue(spec, SecurityBaselineSpec.class)));
      return this;
    } catch (JsonProcessingException odd) {
      throw new IllegalArgumentException(odd);
    }
  }

  @Override
  public Optional<Baseline> find(String namespace, String name) {
    return Optional.ofNullable(byPlace.get(namespace + "/" + name));
  }

  Resolution resolve(@Nullable String namespace, String name, String from) {
    return resolver.resolve(new BaselineReference(name, namespace), from, this);
  }

  /** What a baseline of namespace {@code security} comes to, which it must. */
  EffectiveBaseline effective(String name) {
    Resolution resolution = resolve("security", name, "security");
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) resolution).baseline();
  }

  /** What one baseline without parent comes to. */
  static EffectiveBaseline of(String spec) {
    return new Baselines().with("sole", spec).effective("sole");
  }
}
