package io.awsposture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes of the product, without those of its tests. */
final class MainClasses {
  /** Read once for all tests. */
  static final JavaClasses ALL = read();

  private MainClasses() {}

  private static JavaClasses read() {
    // Rules name foreign classes by package and name; reading all of the SDK would take a minute.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .importUrl(Pipeline.class.getProtectionDomain().getCodeSource().getLocation());
  }
}
