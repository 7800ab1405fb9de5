import com.itextpdf.forms.form.element.SignatureFieldAppearance;
import com.itextpdf.io.image.ImageData;
import com.itextpdf.io.image.ImageDataFactory;
import com.itextpdf.kernel.geom.Rectangle;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.kernel.pdf.annot.PdfAnnotation;
import com.itextpdf.kernel.pdf.annot.PdfLinkAnnotation;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.ICrlClient;
import com.itextpdf.signatures.ITSAClient;
import com.itextpdf.signatures.PdfPadesSigner;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import com.itextpdf.signatures.SignerProperties;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

class WithIText {
  private static final String FIELD = "Customer";

  static void sign(SignWith.Job job, Signing signing) throws Exception {
    var reader = new PdfReader(new ByteArrayInputStream(signing.document()));
    if (job.profile().startsWith("LT")) signForLong(job, signing, reader);
    else signDetached(job, signing, reader);
  }

  /** As its high-level signer does it, with evidence. */
  private static void signForLong(SignWith.Job job, Signing signing, PdfReader reader) throws Exception {
    try (var target = signing.target(job.name())) {
      var signer = new PdfPadesSigner(reader, target);
      signer.setCrlClient(new Lists(signing.revocationLists()));
      signer.setOcspClient((certificate, issuer, url) -> null);
      signer.setTrustedCertificates(List.of(signing.certificate("bank-root"), signing.certificate("stamp-root")));
      signer.setStampingProperties(new StampingProperties().useAppendMode());
      var key = signing.key();
      if (job.profile().equals("LTA")) {
        signer.signWithBaselineLTAProfile(properties(job, signing), signing.chain(), key, new Stamper(signing));
      } else {
        signer.signWithBaselineLTProfile(properties(job, signing), signing.chain(), key, new Stamper(signing));
      }
    }
  }

  private static void signDetached(SignWith.Job job, Signing signing, PdfReader reader) throws Exception {
    try (var target = signing.target(job.name())) {
      var signer = new PdfSigner(reader, target, new StampingProperties().useAppendMode());
      signer.setSignerProperties(properties(job, signing));
      attack(job.also(), signer.getDocument());
      signer.signDetached(
          new BouncyCastleDigest(),
          new PrivateKeySignature(signing.key(), "SHA256", BouncyCastleProvider.PROVIDER_NAME),
          signing.chain(),
          null,
          null,
          new Stamper(signing),
          Signing.ROOM,
          PdfSigner.CryptoStandard.CADES);
    }
  }

  private static SignerProperties properties(SignWith.Job job, Signing signing) {
    var properties = new SignerProperties().setFieldName(FIELD).setClaimedSignDate(signing.calendar());
    if (!job.isVisible()) return properties;
    return properties
        .setPageNumber(1)
        .setPageRect(new Rectangle(60, 60, 200, 60))
        .setSignatureAppearance(new SignatureFieldAppearance(FIELD).setContent(picture()));
  }

  /** In a PDF/A it wants embedded fonts for words; a picture needs none. */
  private static ImageData picture() {
    return ImageDataFactory.create(2, 2, 1, 8, new byte[] {0, 127, 127, 0}, null);
  }

  /** What it would refuse to write into a PDF/A, such as a script, is left to others. */
  private static void attack(String also, PdfDocument document) {
    switch (also) {
      case "-" -> {}
      case "title" -> document.getDocumentInfo().setTitle("Other");
      case "author" -> document.getDocumentInfo().setAuthor("Mallory");
      case "annotation" -> document.getFirstPage().addAnnotation(link());
      case "text" -> document.getFirstPage().newContentStreamAfter().getOutputStream().writeString("0 0 300 300 re f");
      case "page" -> document.addNewPage();
      default -> throw new IllegalArgumentException(also);
    }
  }

  private static PdfAnnotation link() {
    return new PdfLinkAnnotation(new Rectangle(10, 10, 30, 30)).setFlag(PdfAnnotation.PRINT);
  }

  private record Stamper(Signing signing) implements ITSAClient {
    public int getTokenSizeEstimate() {
      return Signing.ROOM / 2;
    }

    public MessageDigest getMessageDigest() throws java.security.GeneralSecurityException {
      return MessageDigest.getInstance("SHA-256");
    }

    public byte[] getTimeStampToken(byte[] imprint) throws Exception {
      return signing.token(imprint);
    }
  }

  private record Lists(List<byte[]> all) implements ICrlClient {
    public Collection<byte[]> getEncoded(java.security.cert.X509Certificate certificate, String url) {
      return all;
    }
  }
}
