package io.awsposture.report;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Write;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.IntStream;

/**
 * As many controls as a test wants: more than there are yet. What the catalogue says of a control
 * stands on its class, so each is a class of its own, made when it is asked for.
 */
final class MadeUpControls {
  private MadeUpControls() {}

  /** What all of them do. They are mended by a change that costs nothing and does nothing. */
  public abstract static class MadeUp extends Control.OfAccount<String> {
    private static final Reading<String> READING =
        Reading.perAccount("made-up", "iam:GetAccountSummary").by(_ -> "");
    private static final Write<String> WRITE =
        Write.<String>of("iam:UpdateAccountPasswordPolicy")
            .target(it -> it)
            .turns("off", "on")
            .by((_, _) -> {});

    protected MadeUp() {
      super(READING, WRITE);
    }

    @Override
    public Judgement judge(String seen, Scene scene) {
      return Judgement.pass();
    }
  }

  /** So many controls, {@code Lambda.1} and on, of all severities. */
  static List<Control<?>> of(int count) {
    return IntStream.rangeClosed(1, count).<Control<?>>mapToObj(MadeUpControls::control).toList();
  }

  private static Control<?> control(int number) {
    try {
      return (Control<?>)
          MethodHandles.lookup().defineClass(bytes(number)).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(int number) {
    ClassDesc parent = ClassDesc.of(MadeUp.class.getName());
    Severity[] severities = Severity.values();
    Annotation info =
        Annotation.of(
            ClassDesc.of(ControlInfo.class.getName()),
            AnnotationElement.ofString("id", "Lambda." + number),
            AnnotationElement.ofString("title", "Made up"),
            AnnotationElement.ofString("why", "Made up."),
            AnnotationElement.of(
                "severity",
                java.lang.classfile.AnnotationValue.ofEnum(
                    ClassDesc.of(Severity.class.getName()),
                    severities[number % severities.length].name())));
    return ClassFile.of()
        .build(
            ClassDesc.of(MadeUpControls.class.getPackageName(), "MadeUp" + number),
            type ->
                type.withSuperclass(parent)
                    .withFlags(ClassFile.ACC_PUBLIC)
                    .with(RuntimeVisibleAnnotationsAttribute.of(info))
                    .withMethodBody(
                        INIT_NAME,
                        MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0).invokespecial(parent, INIT_NAME, MTD_void).return_()));
  }
}
