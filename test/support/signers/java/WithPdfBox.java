import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.visible.PDVisibleSigProperties;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.visible.PDVisibleSignDesigner;

class WithPdfBox {
  static void sign(SignWith.Job job, Signing signing) throws Exception {
    try (var document = Loader.loadPDF(signing.document());
        var options = new SignatureOptions();
        var target = signing.target(job.name())) {
      attack(job.also(), document);
      var signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
      signature.setName("Customer");
      signature.setSignDate(signing.calendar());
      options.setPreferredSignatureSize(Signing.ROOM);
      if (job.isVisible()) options.setVisualSignature(look(document));
      document.addSignature(signature, content -> cms(signing, content.readAllBytes()), options);
      document.saveIncremental(target);
    }
  }

  private static byte[] cms(Signing signing, byte[] content) throws IOException {
    try {
      return signing.cms(content);
    } catch (Exception cause) {
      throw new IOException(cause);
    }
  }

  private static PDVisibleSigProperties look(PDDocument document) throws IOException {
    var image = new BufferedImage(40, 12, BufferedImage.TYPE_INT_RGB);
    var design = new PDVisibleSignDesigner(document, image, 1).xAxis(60).yAxis(700).signatureFieldName("Customer");
    var properties = new PDVisibleSigProperties();
    properties.signerName("Customer").page(1).visualSignEnabled(true).setPdVisibleSignature(design).buildSignature();
    return properties;
  }

  private static void attack(String also, PDDocument document) throws IOException {
    var page = document.getPage(0);
    switch (also) {
      case "-" -> {}
      case "title" -> {
        document.getDocumentInformation().setTitle("Other");
        document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
      }
      case "author" -> {
        document.getDocumentInformation().setAuthor("Mallory");
        document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
      }
      case "annotation" -> {
        var note = new PDAnnotationText();
        note.setRectangle(new PDRectangle(10, 10, 30, 30));
        note.setContents("More");
        page.getAnnotations().add(note);
        page.getCOSObject().setNeedToBeUpdated(true);
      }
      case "action" -> {
        document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
        document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      }
      case "text" -> {
        try (var stream = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
          stream.addRect(0, 0, 300, 300);
        }
        page.getCOSObject().setNeedToBeUpdated(true);
      }
      case "page" -> {
        document.addPage(new PDPage());
        document.getPages().getCOSObject().setNeedToBeUpdated(true);
      }
      default -> throw new IllegalArgumentException(also);
    }
  }
}
