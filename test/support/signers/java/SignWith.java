import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Signs as java.tsv of the folder says: one line for each file, `library source key look profile also name`. */
public class SignWith {
  record Job(String library, boolean isVisible, String profile, String also, String name) {}

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    var folder = Path.of(arguments[0]);
    var time = Date.from(Instant.parse(arguments[1]));
    for (var line : Files.readAllLines(folder.resolve("java.tsv"))) {
      var words = line.split("\t");
      var job = new Job(words[0], words[3].equals("visible"), words[4], words[5], words[6]);
      sign(job, new Signing(folder, time, words[1], words[2]));
    }
  }

  static void sign(Job job, Signing signing) throws Exception {
    switch (job.library()) {
      case "itext" -> WithIText.sign(job, signing);
      case "openpdf" -> WithOpenPdf.sign(job, signing);
      case "pdfbox" -> WithPdfBox.sign(job, signing);
      default -> throw new IllegalArgumentException(job.library());
    }
  }
}
