"""Makes Jib's OCI archive one that every engine loads by its name, and prints what is in it.

Jib writes the OCI layout alone. Docker before 25 asks for manifest.json, containerd for a name of its own kind: both are
added as `docker save` writes them. The image is not touched by that, its digest stays.

usage: archive.py ARCHIVE NAME
"""

import io
import json
import os
import sys
import tarfile

path, name = sys.argv[1:]


def entry(file, content):
    info = tarfile.TarInfo(file)
    info.size = len(content)
    return info, io.BytesIO(content)


with tarfile.open(path) as archive, tarfile.open(path + ".new", "w", format=tarfile.PAX_FORMAT) as new:
    index = json.load(archive.extractfile("index.json"))
    (described,) = index["manifests"]
    described["annotations"]["io.containerd.image.name"] = name
    blob = lambda digest: "blobs/" + digest.replace(":", "/")
    manifest = json.load(archive.extractfile(blob(described["digest"])))
    config = json.load(archive.extractfile(blob(manifest["config"]["digest"])))
    docker = [
        {
            "Config": blob(manifest["config"]["digest"]),
            "RepoTags": [name],
            "Layers": [blob(layer["digest"]) for layer in manifest["layers"]],
        }
    ]
    new.addfile(*entry("index.json", json.dumps(index).encode()))
    new.addfile(*entry("manifest.json", json.dumps(docker).encode()))
    for member in archive:
        if member.name != "index.json":
            # Times in seconds and no headers of the writer: the same image makes the same file.
            plain = tarfile.TarInfo(member.name)
            plain.size = member.size
            new.addfile(plain, archive.extractfile(member))
os.replace(path + ".new", path)

mebibyte = 1024 * 1024
print(f"image     {name} (linux/{config['architecture']})")
print(f"archive   {os.path.relpath(path)}, {os.path.getsize(path) / mebibyte:.0f} MiB")
print(f"digest    {described['digest']}")
for layer, diff_id in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
    print(f"layer     {layer['size'] / mebibyte:6.1f} MiB  {diff_id}")
