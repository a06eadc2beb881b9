package io.awsposture.cli;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.KnownFindings.Found;
import io.awsposture.cli.PreviewDocument.AccountChange;
import io.awsposture.cli.PreviewDocument.Brings;
import io.awsposture.cli.PreviewDocument.Field;
import io.awsposture.cli.PreviewDocument.How;
import io.awsposture.evaluate.AcceptedRisks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The AwsAccounts of two versions of the files, held against each other. */
final class AccountDifference {
  private final FolderVersion before;
  private final FolderVersion after;
  private final KnownFindings known;
  private final boolean looksAtAfter;
  private final NotKnown notKnown;
  private final Instant now;

  /**
   * Of these versions.
   *
   * @param looksAtAfter false where all that is known was found under earlier files
   * @param notKnown told what nobody looked at
   */
  AccountDifference(
      FolderVersion before,
      FolderVersion after,
      KnownFindings known,
      boolean looksAtAfter,
      NotKnown notKnown,
      Instant now) {
    this.before = before;
    this.after = after;
    this.known = known;
    this.looksAtAfter = looksAtAfter;
    this.notKnown = notKnown;
    this.now = now;
  }

  /** Accounts that are new, changed or gone. */
  List<AccountChange> changes() {
    List<AccountChange> changes = new ArrayList<>();
    for (AccountVersion account : after.accounts().values()) {
      AccountVersion old = before.accounts().get(account.id());
      if (old == null) {
        changes.add(change(account, How.Added, List.of(), brings(account)));
      } else {
        List<Field> fields =
            RecordDifference.between("", old.declared().spec(), account.declared().spec());
        if (!fields.isEmpty()) {
          tellUnseen(account, fields);
          changes.add(change(account, How.Changed, fields, null));
        }
      }
    }
    before.accounts().values().stream()
        .filter(account -> !after.accounts().containsKey(account.id()))
        .forEach(account -> changes.add(change(account, How.Removed, List.of(), null)));
    return changes;
  }

  private void tellUnseen(AccountVersion account, List<Field> fields) {
    known
        .whyNothing(account.accountId())
        .ifPresent(why -> notKnown.add("what is changed in AWS, for " + why, account.id()));
    boolean elsewhere =
        fields.stream()
            .map(Field::field)
            .anyMatch(field -> field.startsWith("regions") || field.equals("homeRegion"));
    if (elsewhere && !looksAtAfter) {
      notKnown.add(
          "what is off in Regions that were not read before (--live reads them)", account.id());
    }
  }

  private static AccountChange change(
      AccountVersion account, How how, List<Field> fields, @Nullable Brings brings) {
    return new AccountChange(
        account.declared().namespace(),
        account.declared().name(),
        account.accountId(),
        how,
        fields,
        brings);
  }

  private Brings brings(AccountVersion account) {
    Optional<String> nothing = known.whyNothing(account.accountId());
    nothing.ifPresent(why -> notKnown.add("what is off in new accounts, for " + why, account.id()));
    AcceptedRisks risks = after.risks(account, now);
    List<Found> failing =
        known.of(account.accountId()).stream()
            .filter(found -> account.baseline().controls().containsKey(found.row().control()))
            .filter(found -> risks.covering(found.finding()).isEmpty())
            .toList();
    return new Brings(
        account.place(),
        account.baseline().controls().size(),
        count(account, Mode.ENFORCE),
        count(account, Mode.PROPOSE),
        nothing.isPresent() ? null : failing.size());
  }

  private static int count(AccountVersion account, Mode mode) {
    Mode limit = account.declared().spec().modeLimit();
    return (int)
        account.baseline().controls().values().stream()
            .filter(asked -> asked.mode().atMost(limit) == mode)
            .count();
  }
}
