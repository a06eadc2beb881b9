package io.awsposture.emulator;

import java.io.IOException;

/**
 * Answers the calls of one operation the way AWS does, mostly by asking moto and setting its answer
 * right.
 */
@FunctionalInterface
interface Correction {
  WireAnswer answer(AwsCall call, Moto moto) throws IOException;
}
