import java.io.FileReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** The keys and certificates of the folder, and CMS made with them for libraries that leave it to others. */
record Signing(Path folder, Date time, String source, String kind) {
  static final int ROOM = 20_000;

  byte[] document() throws Exception {
    return Files.readAllBytes(folder.resolve(source));
  }

  Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".pem"))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  PrivateKey key(String name) throws Exception {
    try (var parser = new PEMParser(new FileReader(folder.resolve(name + ".key").toFile()))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }

  PrivateKey key() throws Exception {
    return key(kind);
  }

  Certificate[] chain() throws Exception {
    return new Certificate[] {certificate(kind), certificate("bank")};
  }

  List<byte[]> revocationLists() throws Exception {
    var lists = new ArrayList<byte[]>();
    for (var name : List.of("0.crl", "1.crl", "2.crl")) lists.add(Files.readAllBytes(folder.resolve(name)));
    return lists;
  }

  Calendar calendar() {
    var calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    calendar.setTime(time);
    return calendar;
  }

  OutputStream target(String name) throws Exception {
    return Files.newOutputStream(folder.resolve(name));
  }

  /** CAdES with a time-stamp, detached. */
  byte[] cms(byte[] content) throws Exception {
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(signer());
    generator.addCertificates(new JcaCertStore(List.of(chain())));
    var signed = generator.generate(new CMSProcessableByteArray(content), false);
    var stamped = new ArrayList<SignerInformation>();
    for (var one : signed.getSignerInfos()) stamped.add(stamped(one));
    return CMSSignedData.replaceSigners(signed, new SignerInformationStore(stamped)).getEncoded("DER");
  }

  private SignerInfoGenerator signer() throws Exception {
    var certificate = (X509Certificate) chain()[0];
    var hash = sha256(certificate.getEncoded());
    var own = new SigningCertificateV2(new ESSCertIDv2[] {new ESSCertIDv2(null, hash)});
    var more = new ASN1EncodableVector();
    more.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(own)));
    var attributes = new DefaultSignedAttributeTableGenerator(new AttributeTable(more));
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var algorithm = key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaSignerInfoGeneratorBuilder(digests)
        .setSignedAttributeGenerator(all -> attributes.getAttributes(all).remove(CMSAttributes.signingTime))
        .build(new JcaContentSignerBuilder(algorithm).build(key()), certificate);
  }

  private SignerInformation stamped(SignerInformation signer) throws Exception {
    var token = ASN1Primitive.fromByteArray(token(sha256(signer.getSignature())));
    var attribute = new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(token));
    return SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(attribute));
  }

  /** A time-stamp token of something with that SHA-256. */
  byte[] token(byte[] imprint) throws Exception {
    var certificate = (X509Certificate) certificate("stamp");
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var signer = new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", key("stamp"), certificate);
    var sha256 = digests.get(new org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder().find("SHA-256"));
    var generator = new TimeStampTokenGenerator(signer, sha256, new ASN1ObjectIdentifier("2.999.1"), true);
    generator.addCertificates(new JcaCertStore(List.of(certificate, certificate("stamp-root"))));
    var requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    var request = requests.generate(TSPAlgorithms.SHA256, imprint);
    return generator.generate(request, BigInteger.valueOf(imprint[0] & 0xff | 0x100), time).getEncoded();
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
