package io.awsposture.cli;

import java.io.PrintStream;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    List<JUnitSuite> suites = JUnitSuite.of(document);
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    attribute("name", "awsposture check");
    attribute("time", seconds());
    attribute("tests", suites.stream().mapToLong(suite -> suite.cases().size()).sum());
    attribute(
        "failures",
        suites.stream().mapToLong(suite -> suite.count(JUnitSuite.Ending.FAILURE)).sum());
    attribute(
        "errors", suites.stream().mapToLong(suite -> suite.count(JUnitSuite.Ending.ERROR)).sum());
    for (JUnitSuite suite : suites) {
      write(suite);
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(JUnitSuite suite) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", suite.name());
    attribute("tests", suite.cases().size());
    attribute("failures", suite.count(JUnitSuite.Ending.FAILURE));
    attribute("errors", suite.count(JUnitSuite.Ending.ERROR));
    attribute("skipped", suite.count(JUnitSuite.Ending.SKIPPED));
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
    for (JUnitSuite.Case test : suite.cases()) {
      write(test, suite);
    }
    line(1);
    xml.writeEndElement();
  }

  private void write(JUnitSuite.Case test, JUnitSuite suite) throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("name", test.name());
    // Readers split the class at its last dot, and show what comes before as a folder.
    attribute("classname", suite.name().replace('/', '.'));
    if (test.ending() != JUnitSuite.Ending.PASSED) {
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
