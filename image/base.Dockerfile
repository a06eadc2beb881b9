# The base of released images: glibc, certificates, time zones, the user 65532. Never built, only read by tools/image.sh;
# it stands in this form because Dependabot knows how to raise it.
FROM gcr.io/distroless/base-nossl-debian13:nonroot@sha256:86554c46a420d507ff2d678fd261ab8691fba4875a20302f38a49e684b42a33f
