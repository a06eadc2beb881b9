"""The SBOM of the image: what Maven says of the operator, less what is not in the image, and the Java it runs on.

usage: sbom.py MAVEN-SBOM PACKAGED-APPLICATION VERSION JAVA-RELEASE-FILE JAVA-DISTRIBUTION
"""

import hashlib
import json
import pathlib
import re
import sys

maven, packaged, version, release, distribution = sys.argv[1:]
sbom = json.loads(pathlib.Path(maven).read_text())

jars = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in pathlib.Path(packaged, "lib").glob("*/*.jar")}


def file_of(component):
    """The name under which Quarkus packs a component."""
    classifier = re.search(r"[?&]classifier=([^&]*)", component["purl"])
    middle = f"-{classifier[1]}" if classifier else ""
    return f"{component['group']}.{component['name']}-{component['version']}{middle}.jar"


kept = [component for component in sbom["components"] if file_of(component) in jars]
unknown = jars.keys() - {file_of(component) for component in kept}
if unknown:
    sys.exit(f"sbom.py: in the image, but not in the SBOM of Maven: {', '.join(sorted(unknown))}")
for component in kept:
    packed = {"alg": "SHA-256", "content": jars[file_of(component)]}
    if packed not in component["hashes"]:
        # Quarkus leaves classes out of some jars. A scanner finds the file by what it is now.
        component["hashes"] = [packed]
        component["pedigree"] = {"notes": "without the classes that Quarkus leaves out or replaces"}

java_version = re.search('JAVA_VERSION="(.*)"', pathlib.Path(release).read_text())[1]
java = {
    "type": "platform",
    "bom-ref": "java",
    "name": "OpenJDK",
    "version": java_version,
    "description": f"Linked with jlink from {distribution or 'a JDK'}",
    "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
    "cpe": f"cpe:2.3:a:oracle:openjdk:{java_version}:*:*:*:*:*:*:*",
}
operator = {
    "type": "application",
    "bom-ref": sbom["metadata"]["component"]["bom-ref"],
    "group": "io.awsposture",
    "name": "aws-posture-operator",
    "version": version,
    "licenses": [{"license": {"id": "Apache-2.0"}}],
}
sbom["metadata"]["component"] = operator
sbom["components"] = [java, *kept]
refs = {component["bom-ref"] for component in [operator, java, *kept]}
for dependency in sbom["dependencies"]:
    dependency["dependsOn"] = [ref for ref in dependency.get("dependsOn", []) if ref in refs]
    if dependency["ref"] == operator["bom-ref"]:
        dependency["dependsOn"].append("java")
sbom["dependencies"] = [dependency for dependency in sbom["dependencies"] if dependency["ref"] in refs]
json.dump(sbom, sys.stdout, indent=1)
print()
