package io.awsposture.control;

import io.awsposture.api.v1alpha1.Severity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the catalogue says of a control. The id is permanent and never given to another control. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ControlInfo {

  /** The AWS Security Hub id where one exists, else one of ours from .901 up. */
  String id();

  /** What it asks for, as a statement, without a full stop. */
  String title();

  /** As Security Hub publishes it; a baseline may set another. */
  Severity severity();

  /** What is judged, in the spelling of CloudFormation. */
  String resourceType() default "AWS::::Account";

  /** Why the setting matters, for the generated page of the control: one or two sentences. */
  String why();

  /** What a person must do where no API can mend it; empty where one can. */
  String byHand() default "";
}
