package io.awsposture.emulator;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The second half of a rule: what happens to the calls of a pattern. */
public final class When {
  private final CallPattern pattern;
  private final Consumer<Rule> rules;

  When(CallPattern pattern, Consumer<Rule> rules) {
    this.pattern = pattern;
    this.rules = rules;
  }

  /** Refused for want of a permission. */
  public Rule deny() {
    return answered(call -> Denial.of(call, Denial.byIdentity(call)));
  }

  /** Refused with this message. */
  public Rule deny(String message) {
    return answered(call -> Denial.of(call, message));
  }

  /** Refused for want of the first action that is not allowed. */
  Rule deny(Predicate<String> reads, Predicate<String> writes) {
    return answered(call ->
        Denial.of(
            call,
            Denial.byIdentity(
                call,
                Authorization.lacking(call, call.isRead() ? reads : writes)
                    .orElseGet(call::name))));
  }

  /** Refused by a service control policy of the organization, which the message names. */
  public Rule denyByOrganization(String policyArn) {
    return answered(call -> Denial.of(call, Denial.byServiceControlPolicy(call, policyArn)));
  }

  /** Throttled, in the service's own words. */
  public Rule throttle() {
    return answered(Throttle::of);
  }

  /** Throttled with this probability; the same seed gives the same sequence. */
  public Rule throttle(double probability, long seed) {
    Random random = new Random(seed);
    return add(new Effect.Answer(Throttle::of), () -> random.nextDouble() < probability);
  }

  /** Takes this much longer; later rules still apply. */
  public Rule delay(Duration delay) {
    return add(new Effect.First(() -> Thread.sleep(delay)), () -> true);
  }

  /** The test does something at this moment, and then the call goes on; later rules still apply. */
  public Rule run(Runnable action) {
    return add(new Effect.First(action::run), () -> true);
  }

  /** Accepted and never answered, until the rule is removed. */
  public Rule hang() {
    return add(new Effect.Hang(), () -> true);
  }

  /** Takes effect, but its answer is lost with the connection. */
  public Rule cut() {
    return add(new Effect.Cut(true), () -> true);
  }

  /** Lost with the connection before it takes effect. */
  public Rule cutBefore() {
    return add(new Effect.Cut(false), () -> true);
  }

  /** Fails with this error. */
  public Rule fail(int status, String code, String message) {
    return answered(call -> call.error(status, code, message));
  }

  /** Succeeds with this body, without taking effect. */
  public Rule answer(String body) {
    return answered(call -> call.success(body));
  }

  /** Answered with this status and body, whatever they are: for what no AWS service would say. */
  public Rule answer(int status, String contentType, String body) {
    return answered(call -> WireAnswer.of(status, contentType, body));
  }

  private Rule answered(Function<AwsCall, WireAnswer> builder) {
    return add(new Effect.Answer(builder), () -> true);
  }

  private Rule add(Effect effect, BooleanSupplier chance) {
    Rule rule = new Rule(pattern, effect, chance);
    rules.accept(rule);
    return rule;
  }
}
