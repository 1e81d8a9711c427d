import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.attachment.AttachmentUnmarshaller;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.openehealth.ipf.commons.ihe.xds.XDS;
import org.openehealth.ipf.commons.ihe.xds.core.ebxml.ebxml30.*;
import org.openehealth.ipf.commons.ihe.xds.core.metadata.*;
import org.openehealth.ipf.commons.ihe.xds.core.requests.*;
import org.openehealth.ipf.commons.ihe.xds.core.stub.ebrs30.lcm.SubmitObjectsRequest;
import org.openehealth.ipf.commons.ihe.xds.core.transform.requests.*;
import org.openehealth.ipf.commons.ihe.xds.core.validate.requests.*;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Reads requests with IPF and says, one line a file: the verdict of the OASIS ebRIM 3.0 schema, the
 * verdict of IPF's own checks, then what IPF understood, field by field.
 *
 * <p>A request is METADATA.XML, or FOLDER/root.xml (an ITI-41 envelope, its parts beside it).
 */
public final class ReadWithIpf {
  private static final String LCM = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0";
  private static final String XDSB = "urn:ihe:iti:xds-b:2007";

  public static void main(String[] names) throws Exception {
    SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    ClassLoader loader = ReadWithIpf.class.getClassLoader();
    Schema schema = schemas.newSchema(loader.getResource("wsdl/schema/ebRS30/lcm.xsd"));
    JAXBContext jaxb =
        JAXBContext.newInstance(
            SubmitObjectsRequest.class, ProvideAndRegisterDocumentSetRequestType.class);
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    for (String name : names) {
      Document document = builders.newDocumentBuilder().parse(new File(name));
      Element request = (Element) document.getElementsByTagNameNS(LCM, "SubmitObjectsRequest").item(0);
      String valid = said(() -> schema.newValidator().validate(new DOMSource(request)));
      Element provide =
          (Element) document.getElementsByTagNameNS(XDSB, "ProvideAndRegisterDocumentSetRequest").item(0);
      Unmarshaller unmarshaller = jaxb.createUnmarshaller();
      unmarshaller.setAttachmentUnmarshaller(new Beside(Path.of(name).getParent()));
      List<String> line = new ArrayList<>(List.of(name, valid));
      if (provide == null) {
        SubmitObjectsRequest read = (SubmitObjectsRequest) unmarshaller.unmarshal(request);
        EbXMLSubmitObjectsRequest30 ebxml = new EbXMLSubmitObjectsRequest30(read);
        line.add(said(() -> ObjectContainerValidator.getInstance().validate(ebxml, XDS.Interactions.ITI_41)));
        RegisterDocumentSet set = new RegisterDocumentSetTransformer(new EbXMLFactory30()).fromEbXML(ebxml);
        line.add(about(set.getSubmissionSet()));
        set.getDocumentEntries().forEach(entry -> line.add(about(entry)));
        set.getAssociations().forEach(link -> line.add(about(link)));
      } else {
        JAXBElement<ProvideAndRegisterDocumentSetRequestType> read =
            unmarshaller.unmarshal(provide, ProvideAndRegisterDocumentSetRequestType.class);
        EbXMLProvideAndRegisterDocumentSetRequest30 ebxml =
            new EbXMLProvideAndRegisterDocumentSetRequest30(read.getValue());
        line.add(
            said(
                () ->
                    ProvideAndRegisterDocumentSetRequestValidator.getInstance()
                        .validate(ebxml, XDS.Interactions.ITI_41)));
        ProvideAndRegisterDocumentSet set =
            new ProvideAndRegisterDocumentSetTransformer(new EbXMLFactory30()).fromEbXML(ebxml);
        line.add(about(set.getSubmissionSet()));
        for (org.openehealth.ipf.commons.ihe.xds.core.metadata.Document one : set.getDocuments()) {
          DataHandler data = one.getContent(DataHandler.class);
          line.add(about(one.getDocumentEntry()) + " bytes=" + data.getInputStream().readAllBytes().length);
        }
        set.getAssociations().forEach(link -> line.add(about(link)));
      }
      System.out.println(String.join("\t", line).replace("\n", " "));
    }
  }

  private static String about(SubmissionSet set) {
    return String.join(
        " ",
        "set",
        "uniqueId=" + set.getUniqueId(),
        "sourceId=" + set.getSourceId(),
        "patient=" + about(set.getPatientId()),
        "contentType=" + set.getContentTypeCode().getCode(),
        "time=" + Timestamp.toHL7(set.getSubmissionTime()));
  }

  private static String about(DocumentEntry entry) {
    return String.join(
        " ",
        "entry",
        "uuid=" + entry.getEntryUuid(),
        "uniqueId=" + entry.getUniqueId(),
        "mime=" + entry.getMimeType(),
        "hash=" + entry.getHash(),
        "size=" + entry.getSize(),
        "created=" + Timestamp.toHL7(entry.getCreationTime()),
        "start=" + Timestamp.toHL7(entry.getServiceStartTime()),
        "patient=" + about(entry.getPatientId()),
        "source=" + about(entry.getSourcePatientId()),
        "type=" + entry.getTypeCode().getCode(),
        "class=" + entry.getClassCode().getCode(),
        "format=" + entry.getFormatCode().getCode(),
        "facility=" + code(entry.getHealthcareFacilityTypeCode()),
        "practice=" + code(entry.getPracticeSettingCode()),
        "confidentiality="
            + entry.getConfidentialityCodes().stream().map(Code::getCode).collect(Collectors.joining(",")),
        "authors=" + entry.getAuthors().size(),
        "references=" + entry.getReferenceIdList().size(),
        "born=" + born(entry.getSourcePatientInfo()));
  }

  private static String born(PatientInfo info) {
    return info == null || info.getDateOfBirth() == null ? "" : Timestamp.toHL7(info.getDateOfBirth());
  }

  private static String code(Code code) {
    return code == null ? "" : code.getCode();
  }

  private static String about(Identifiable number) {
    return number.getId() + "/" + number.getAssigningAuthority().getUniversalId();
  }

  private static String about(Association link) {
    return String.join(
        " ", "link", String.valueOf(link.getAssociationType()), link.getSourceUuid(), link.getTargetUuid());
  }

  private interface Check {
    void run() throws Exception;
  }

  private static String said(Check check) {
    try {
      check.run();
      return "ok";
    } catch (Exception error) {
      return error.getClass().getSimpleName() + ": " + error.getMessage();
    }
  }

  /** The MTOM parts, as files beside the envelope. */
  private static final class Beside extends AttachmentUnmarshaller {
    private final Path folder;

    Beside(Path folder) {
      this.folder = folder;
    }

    @Override
    public byte[] getAttachmentAsByteArray(String cid) {
      try {
        return Files.readAllBytes(folder.resolve(cid.substring("cid:".length())));
      } catch (java.io.IOException error) {
        throw new IllegalStateException(error);
      }
    }

    @Override
    public DataHandler getAttachmentAsDataHandler(String cid) {
      return new DataHandler(new ByteArrayDataSource(getAttachmentAsByteArray(cid), "text/xml"));
    }

    @Override
    public boolean isXOPPackage() {
      return true;
    }
  }
}
