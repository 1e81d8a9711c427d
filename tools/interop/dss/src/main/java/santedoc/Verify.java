package santedoc;

import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Verifies signatures with EU DSS, offline: `Verify --trust F… --crl F… -- SIGNATURE[=CONTENT]…`. */
public final class Verify {

    private Verify() {
    }

    public static void main(String[] arguments) throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        List<String> crls = new ArrayList<>();
        List<String> files = new ArrayList<>();
        String option = "--";
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                option = argument;
            } else if (option.equals("--trust")) {
                CertificateToken token = DSSUtils.loadCertificate(new File(argument));
                trusted.addCertificate(token);
            } else if (option.equals("--crl")) {
                crls.add(argument);
            } else {
                files.add(argument);
            }
        }
        for (String file : files) {
            System.out.println(line(file, trusted, crls));
        }
    }

    private static String line(String file, CommonTrustedCertificateSource trusted, List<String> crls) throws Exception {
        String[] parts = file.split("=", 2);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(parts[0]));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        // A signature of level LT or LTA carries what it needs: nothing is lent to it.
        if (!parts[0].contains("-LT")) {
            ExternalResourcesCRLSource source = new ExternalResourcesCRLSource(
                crls.stream().map(FileDocument::new).toArray(DSSDocument[]::new));
            verifier.setCrlSource(source);
        }
        validator.setCertificateVerifier(verifier);
        if (parts.length > 1) {
            List<DSSDocument> contents = new ArrayList<>();
            for (String content : parts[1].split(",")) {
                contents.add(new FileDocument(content));
            }
            validator.setDetachedContents(contents);
        }
        Reports reports = validator.validateDocument();
        SimpleReport simple = reports.getSimpleReport();
        StringBuilder text = new StringBuilder(new File(parts[0]).getName());
        for (String id : simple.getSignatureIdList()) {
            text.append('\t').append(simple.getSignatureFormat(id));
            text.append('\t').append(simple.getIndication(id));
            text.append('\t').append(simple.getSubIndication(id) == null ? "-" : simple.getSubIndication(id));
            text.append("\ttimestamps ").append(simple.getSignatureTimestamps(id).stream()
                .map(t -> simple.getIndication(t.getId()) + (t.getSubIndication() == null ? "" : " " + t.getSubIndication()))
                .toList());
            text.append("\terrors ").append(simple.getAdESValidationErrors(id).stream().map(m -> m.getValue()).toList());
            text.append("\twarnings ").append(simple.getAdESValidationWarnings(id).stream().map(m -> m.getValue()).toList());
        }
        return text.toString();
    }
}
