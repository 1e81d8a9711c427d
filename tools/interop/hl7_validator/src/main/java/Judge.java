import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.npm.NpmPackage;

/** Judges the files whose names come on standard input, against the packages given as arguments. */
public final class Judge {
  public static void main(String[] packages) throws Exception {
    FhirContext context = FhirContext.forR4();
    PrePopulatedValidationSupport given = new PrePopulatedValidationSupport(context);
    for (String name : packages) {
      try (InputStream in = Files.newInputStream(Path.of(name))) {
        load(NpmPackage.fromPackage(in), given, context);
      }
    }
    ValidationSupportChain chain = new ValidationSupportChain(
        given,
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    module.setErrorForUnknownProfiles(false);
    module.setNoTerminologyChecks(false);
    FhirValidator validator = context.newValidator().registerValidatorModule(module);
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      judge(validator, name);
    }
  }

  private static void load(
      NpmPackage from, PrePopulatedValidationSupport to, FhirContext context) throws Exception {
    for (String kind : new String[] {"StructureDefinition", "ValueSet", "CodeSystem"}) {
      for (NpmPackage.PackagedResourceFile file : from.listAllResources(java.util.List.of(kind))) {
        try (InputStream in = from.load(file.getFolder(), file.getFilename())) {
          Resource one = (Resource) context.newJsonParser().parseResource(in);
          if (one instanceof StructureDefinition structure) {
            to.addStructureDefinition(structure);
          } else if (one instanceof ValueSet values) {
            to.addValueSet(values);
          } else if (one instanceof CodeSystem codes) {
            to.addCodeSystem(codes);
          }
        }
      }
    }
  }

  private static void judge(FhirValidator validator, String name) {
    try {
      String text = Files.readString(Path.of(name), StandardCharsets.UTF_8);
      for (SingleValidationMessage one : validator.validateWithResult(text).getMessages()) {
        line(name, String.valueOf(one.getSeverity()), String.valueOf(one.getMessageId()),
            String.valueOf(one.getLocationString()), String.valueOf(one.getMessage()));
      }
    } catch (java.io.IOException | RuntimeException refused) {
      String kind = refused.getClass().getSimpleName();
      line(name, "FATAL", kind, "", String.valueOf(refused.getMessage()));
    }
    line(name, "DONE", "", "", "");
    System.out.flush();
  }

  private static void line(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].replaceAll("[\\t\\r\\n]+", " ");
    }
    System.out.println(String.join("\t", cells));
  }
}
