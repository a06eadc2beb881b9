package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import java.io.PrintStream;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a result as JUnit XML: a test suite for each account, a test case for each of its controls
 * and Regions. What is not known is an error, so that no reader takes it for passed.
 */
final class JUnitReport {
  private static final int SECONDS = "2026-11-22T06:00:00".length();

  private final CheckDocument document;
  private final XMLStreamWriter xml;

  private JUnitReport(CheckDocument document, XMLStreamWriter xml) {
    this.document = document;
    this.xml = xml;
  }

  /** How a test case ends; the names are those of the elements that say so. */
  private enum Ending {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED;

    String element() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One test case.
   *
   * @param type a word for programs; empty for one that passed
   * @param message one line
   * @param body everything there is to say
   */
  private record Case(String name, Ending ending, String type, String message, String body) {}

  /** A test suite. */
  private record Suite(String name, String file, Map<String, String> properties, List<Case> cases) {
    long count(Ending ending) {
      return cases.stream().filter(it -> it.ending() == ending).count();
    }
  }

  /** Writes the document. */
  static void write(CheckDocument document, PrintStream out) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JUnitReport(document, xml).write();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("text can be written", impossible);
    }
    out.println(text);
  }

  private void write() throws XMLStreamException {
    List<Suite> suites = new ArrayList<>();
    if (!document.errors().isEmpty()) {
      suites.add(files());
    }
    AccountRows.of(document).forEach(account -> suites.add(suite(account)));
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    attribute("name", "awsposture check");
    attribute("time", seconds());
    attribute("tests", suites.stream().mapToLong(suite -> suite.cases().size()).sum());
    attribute("failures", suites.stream().mapToLong(suite -> suite.count(Ending.FAILURE)).sum());
    attribute("errors", suites.stream().mapToLong(suite -> suite.count(Ending.ERROR)).sum());
    for (Suite suite : suites) {
      write(suite);
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(Suite suite) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", suite.name());
    attribute("tests", suite.cases().size());
    attribute("failures", suite.count(Ending.FAILURE));
    attribute("errors", suite.count(Ending.ERROR));
    attribute("skipped", suite.count(Ending.SKIPPED));
    attribute("timestamp", document.startTime().substring(0, SECONDS));
    if (!suite.file().isEmpty()) {
      attribute("file", suite.file());
    }
    if (!suite.properties().isEmpty()) {
      line(2);
      xml.writeStartElement("properties");
      for (Map.Entry<String, String> property : suite.properties().entrySet()) {
        line(3);
        xml.writeEmptyElement("property");
        attribute("name", property.getKey());
        attribute("value", property.getValue());
      }
      line(2);
      xml.writeEndElement();
    }
    for (Case test : suite.cases()) {
      write(test, suite);
    }
    line(1);
    xml.writeEndElement();
  }

  private void write(Case test, Suite suite) throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("name", test.name());
    // Readers split the class at its last dot, and show what comes before as a folder.
    attribute("classname", suite.name().replace('/', '.'));
    if (test.ending() != Ending.PASSED) {
      line(3);
      xml.writeStartElement(test.ending().element());
      attribute("type", test.type());
      attribute("message", Lines.clean(test.message()));
      xml.writeCharacters(legal(test.body()));
      xml.writeEndElement();
      line(2);
    }
    xml.writeEndElement();
  }

  /** Files that are wrong keep every account from being read. */
  private Suite files() {
    return new Suite(
        "files",
        "",
        Map.of(),
        document.errors().stream()
            .map(error ->
                new Case(
                    error.file() + (error.line() > 0 ? ":" + error.line() : ""),
                    Ending.ERROR,
                    "BadInput",
                    error.message(),
                    error.text()))
            .toList());
  }

  private static Suite suite(AccountRows account) {
    List<Case> cases = new ArrayList<>();
    account.rows().forEach(row -> cases.add(test(row)));
    account
        .notJudged()
        .forEach(sentence ->
            cases.add(
                new Case("baseline: " + sentence, Ending.ERROR, "NotJudged", sentence, sentence)));
    CheckDocument.Account known = account.account();
    Map<String, String> properties = new TreeMap<>();
    properties.put("accountId", known.accountId());
    properties.put("baseline", known.baseline().namespace() + "/" + known.baseline().name());
    properties.put("revision", known.baseline().revision());
    if (known.score() != null && known.score().strictPercent() != null) {
      properties.put("strictPercent", String.valueOf(known.score().strictPercent()));
    }
    return new Suite(account.id(), known.file(), properties, cases);
  }

  private static Case test(Row row) {
    String name =
        row.control() + " " + row.title() + (row.region() == null ? "" : " (" + row.region() + ")");
    return switch (row.verdict()) {
      case PASS -> new Case(name, Ending.PASSED, "", "", "");
      case FAIL ->
          new Case(
              name, Ending.FAILURE, ApiWord.of(row.severity()), summary(row.failing()), body(row));
      case UNKNOWN -> new Case(name, Ending.ERROR, kind(row), text(row), body(row));
      case NOT_APPLICABLE -> new Case(name, Ending.SKIPPED, kind(row), text(row), text(row));
    };
  }

  private static String kind(Row row) {
    return row.cause() == null ? "Unknown" : row.cause().kind();
  }

  private static String text(Row row) {
    return row.cause() == null ? "not known" : row.cause().text();
  }

  private static String summary(List<Failing> failing) {
    Failing first = failing.getFirst();
    return first.observed()
        + " -> "
        + first.desired()
        + (failing.size() == 1 ? "" : ", and " + (failing.size() - 1) + " more");
  }

  private static String body(Row row) {
    StringBuilder body = new StringBuilder("\n");
    for (Failing failing : row.failing()) {
      add(body, failing.resource());
      add(body, "  " + failing.observed() + " -> " + failing.desired());
      FindingText.mending(row, failing).forEach(sentence -> add(body, "  " + sentence));
    }
    row.unknown()
        .forEach(
            unread -> add(body, unread.resource() + "\n  not known: " + unread.cause().text()));
    if (row.unknown().isEmpty() && row.cause() != null) {
      add(body, row.cause().kind() + ": " + row.cause().text());
    }
    row.notes().forEach(note -> add(body, "note: " + note));
    return body.toString();
  }

  private static void add(StringBuilder body, String line) {
    body.append(line).append('\n');
  }

  private String seconds() {
    Duration took =
        Duration.between(
            Instant.parse(document.startTime()), Instant.parse(document.completionTime()));
    return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private void attribute(String name, long value) throws XMLStreamException {
    attribute(name, String.valueOf(value));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(Lines.clean(value)));
  }

  /** Without what XML 1.0 forbids, escaped or not ("Extensible Markup Language", section 2.2). */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().forEach(point -> legal.appendCodePoint(isLegal(point) ? point : '\uFFFD'));
    return legal.toString();
  }

  private static boolean isLegal(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
