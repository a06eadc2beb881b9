package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must not be open to the whole internet; null components are inherited. */
@ValidationRule(
    value =
        "!has(self.additionalBlockedPorts) || self.additionalBlockedPorts.all(p, p >= 0 && p "
            + "<= 65535)",
    fieldPath = ".additionalBlockedPorts",
    message = "additionalBlockedPorts takes port numbers from 0 to 65535")
public record ExposureSettings(
    @Size(max = 256)
        @JsonPropertyDescription(
            "Ports, 0 to 65535, that must not be open to the internet, beyond those that EC2.19 "
                + "knows. Effective default: none.")
        @Nullable List<Integer> additionalBlockedPorts) {

  public ExposureSettings(@Nullable List<Integer> additionalBlockedPorts) {
    this.additionalBlockedPorts = Canonical.inheritable(additionalBlockedPorts);
  }
}
