package io.awsposture.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Cause DENIED = new Cause.Denied("iam:GetSecond", "");

  private static Reading<Integer> number(String name, int number) {
    return Reading.perAccount(name, "iam:Get" + name).by(_ -> number);
  }

  private static Reading<String> asking(Reading<Integer> first, Reading<Integer> second) {
    return Reading.perAccount("both")
        .from(first, number -> number == 0, second, (a, b) -> a + " and " + b);
  }

  @Test
  void asksForASecondPartOnlyWhereTheFirstCallsForIt() {
    Answers answers = new Answers();
    Reading<Integer> second = number("Second", 2);

    assertThat(asking(number("First", 1), second).make(answers))
        .isEqualTo(Observed.known("1 and " + Optional.empty()));
    assertThat(answers.asked).containsExactly("First");
    assertThat(asking(number("First", 0), second).make(answers))
        .isEqualTo(Observed.known("0 and " + Optional.of(2)));
    assertThat(answers.asked).containsExactly("First", "First", "Second");
  }

  @Test
  void isUnknownWhereAPartThatWasCalledForIs() {
    Reading<Integer> second =
        Reading.perAccount("Second")
            .by(_ -> {
              throw new CauseException(DENIED);
            });

    assertThat(asking(number("First", 0), second).make(new Answers()))
        .isEqualTo(Observed.unknown(DENIED));
    assertThat(asking(number("First", 1), second).make(new Answers()))
        .isEqualTo(Observed.known("1 and " + Optional.empty()));
  }

  @Test
  void knowsTheActionsOfAPartThatIsNotAlwaysAskedFor() {
    Reading<String> both = asking(number("First", 1), number("Second", 2));

    assertThat(both.actions()).containsExactly("iam:GetFirst", "iam:GetSecond");
    assertThat(both.parts()).extracting(Reading::name).containsExactly("First");
  }

  /** Makes parts on the spot and notes which. */
  private static final class Answers implements Reading.Parts {
    private final List<String> asked = new ArrayList<>();

    @Override
    public <P> Observed<P> part(Reading<P> part) {
      asked.add(part.name());
      try {
        return part.make(this);
      } catch (RuntimeException failure) {
        return Observed.unknown(Failures.cause(failure));
      }
    }

    @Override
    public <K, R> Inventory<R> each(Map<String, K> items, BiFunction<Reader, K, R> ask) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reader in(String region) {
      return this;
    }

    @Override
    public String homeRegion() {
      return "us-east-1";
    }

    @Override
    public Optional<String> exclusion(String region) {
      return Optional.empty();
    }

    @Override
    public <T> Observed<T> attempt(Supplier<T> ask) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> unless(String errorCode, Supplier<T> ask) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void pause(Duration time) {}

    @Override
    public String account() {
      return "111122223333";
    }

    @Override
    public String partition() {
      return "aws";
    }

    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public <C> C use(Service<C> service) {
      throw new UnsupportedOperationException();
    }
  }
}
