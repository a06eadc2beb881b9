package io.awsposture.samples;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Steps;

/** One control of each shape, on readings that only {@link Seen} answers. */
public final class SampleControls {
  /** Read in each Region. */
  public static final Reading<Thing> DOOR = regional("door", "door:DescribeDoor");

  /** Read in each Region, by another service. */
  public static final Reading<Thing> ALARM = regional("alarm", "alarm:DescribeAlarm");

  /** Read in each Region, by a third service. */
  public static final Reading<Thing> LIGHT = regional("light", "light:DescribeLight");

  /** Read once for the account. */
  public static final Reading<Thing> HOUSE =
      Reading.perAccount("house", "house:DescribeHouse").by(_ -> Thing.good());

  /** Read in each Region, one by one. */
  public static final Reading<Inventory<Thing>> WINDOWS =
      Reading.perRegion("windows", "door:ListWindows").by(_ -> new Inventory<>(java.util.Map.of()));

  private SampleControls() {}

  private static Reading<Thing> regional(String name, String action) {
    return Reading.perRegion(name, action).by(_ -> Thing.good());
  }

  /** Judges as the thing says. */
  public abstract static class OfAccount extends Control.OfAccount<Thing> {
    OfAccount(Reading<Thing> reading) {
      super(reading);
    }

    @Override
    public Judgement judge(Thing seen, Scene scene) {
      return seen.judgement();
    }

    @Override
    public Steps fix(Thing seen, Scene scene) {
      return seen.steps();
    }
  }

  /** In each Region. */
  @ControlInfo(
      id = "Door.1",
      title = "The door is shut",
      severity = Severity.HIGH,
      why = "Draughts.")
  public static final class DoorShut extends OfAccount {
    /** The control. */
    public DoorShut() {
      super(DOOR);
    }
  }

  /** In each Region, on the same reading as another. */
  @ControlInfo(
      id = "Door.10",
      title = "The door is painted",
      severity = Severity.LOW,
      why = "Rain.")
  public static final class DoorPainted extends OfAccount {
    /** The control. */
    public DoorPainted() {
      super(DOOR);
    }
  }

  /** Each window in each Region. */
  @ControlInfo(
      id = "Door.2",
      title = "Windows are shut",
      severity = Severity.MEDIUM,
      resourceType = "Sample::Door::Window",
      why = "Cats.")
  public static final class WindowsShut extends Control.OfResource<Thing> {
    /** The control. */
    public WindowsShut() {
      super(WINDOWS);
    }

    @Override
    public Judgement judge(Thing seen, Scene scene) {
      return seen.judgement();
    }

    @Override
    public Steps fix(Thing seen, Scene scene) {
      return seen.steps();
    }
  }

  /** In each Region, of another service. */
  @ControlInfo(
      id = "Alarm.1",
      title = "The alarm is on",
      severity = Severity.CRITICAL,
      why = "Burglars.")
  public static final class AlarmOn extends OfAccount {
    /** The control. */
    public AlarmOn() {
      super(ALARM);
    }
  }

  /** In each Region, of a third service. */
  @ControlInfo(id = "Light.1", title = "The light is off", severity = Severity.LOW, why = "Moths.")
  public static final class LightOff extends OfAccount {
    /** The control. */
    public LightOff() {
      super(LIGHT);
    }
  }

  /** Once per account. */
  @ControlInfo(
      id = "House.1",
      title = "The house is insured",
      severity = Severity.MEDIUM,
      why = "Fire.")
  public static final class HouseInsured extends OfAccount {
    /** The control. */
    public HouseInsured() {
      super(HOUSE);
    }
  }
}
