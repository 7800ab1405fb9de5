import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfAnnotation;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfSignature;
import com.lowagie.text.pdf.PdfSignatureAppearance;
import com.lowagie.text.pdf.PdfStamper;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

class WithOpenPdf {
  static void sign(SignWith.Job job, Signing signing) throws Exception {
    var reader = new PdfReader(signing.document());
    var stamper = PdfStamper.createSignature(reader, signing.target(job.name()), '\0', null, true);
    attack(job.also(), stamper);
    var appearance = stamper.getSignatureAppearance();
    appearance.setSignDate(signing.calendar());
    appearance.setCrypto(signing.key(), signing.chain(), null, PdfSignatureAppearance.WINCER_SIGNED);
    if (job.isVisible()) appearance.setVisibleSignature(new Rectangle(60, 60, 260, 120), 1, "Customer");
    else appearance.setFieldNameForInvisibleSignatures("Customer");
    var signature = new PdfSignature(PdfName.ADOBE_PPKLITE, new PdfName("ETSI.CAdES.detached"));
    signature.setDate(new PdfDate(signing.calendar()));
    appearance.setCryptoDictionary(signature);
    appearance.preClose(new HashMap<>(Map.of(PdfName.CONTENTS, 2 * Signing.ROOM + 2)));
    var cms = signing.cms(appearance.getRangeStream().readAllBytes());
    var contents = new PdfDictionary();
    contents.put(PdfName.CONTENTS, new PdfString(Arrays.copyOf(cms, Signing.ROOM)).setHexWriting(true));
    appearance.close(contents);
  }

  private static void attack(String also, PdfStamper stamper) throws Exception {
    switch (also) {
      case "-" -> {}
      case "title" -> stamper.setInfoDictionary(new HashMap<>(Map.of("Title", "Other")));
      case "author" -> stamper.setInfoDictionary(new HashMap<>(Map.of("Author", "Mallory")));
      case "annotation" -> {
        var box = new Rectangle(10, 10, 40, 40);
        stamper.addAnnotation(PdfAnnotation.createText(stamper.getWriter(), box, "Note", "More", false, null), 1);
      }
      case "action" -> stamper.addJavaScript("app.alert(1)");
      case "text" -> stamper.getOverContent(1).rectangle(0, 0, 300, 300);
      case "page" -> stamper.insertPage(2, new Rectangle(300, 300));
      default -> throw new IllegalArgumentException(also);
    }
  }
}
