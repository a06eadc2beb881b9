package io.awsposture.services.config;

import java.util.Optional;

/**
 * Where AWS Config delivers to.
 *
 * @param prefix of the keys in the bucket
 */
public record DeliveryChannel(String name, String bucket, Optional<String> prefix) {}
