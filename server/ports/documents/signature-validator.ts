/** Judges documents that customers have signed elsewhere. */
export interface SignatureValidator {
  /**
   * Whether the uploaded document is ours, sealed and unchanged, and signed by somebody whose certificate says who.
   * Throws `document.busy` when too many wait and `document.unfinished` when the work takes too much or is killed; neither
   * says anything about the document. Nothing is compared with the time of day: certificates are judged at the time of their time-stamp.
   */
  validate(document: SignedDocument): Promise<Verdict>
}

export interface SignedDocument {
  readonly uploaded: Uint8Array
  /** The sealed document as it was sent; when it is gone, the seal alone says what was sent. */
  readonly original: Uint8Array | undefined
  readonly trust: SignatureTrust
}

/** Certificates in DER. */
export interface SignatureTrust {
  /** Our own sealing certificates, those of earlier years with them. */
  readonly seals: readonly Uint8Array[]
  readonly signerRoots: readonly Uint8Array[]
  readonly timeStampRoots: readonly Uint8Array[]
  /** Refuse signatures that are not qualified by the words of their own certificate. */
  readonly onlyQualified?: boolean
}

/** Where the trust in others is kept; our own seals are known. */
export interface SignatureTrustSettings {
  /** Directories of `*.pem` files. Nobody is trusted where none is named, beside those of the demo. */
  readonly signerRootsDirectory: string | undefined
  readonly timeStampRootsDirectory: string | undefined
  readonly onlyQualified: boolean
}

export type Verdict =
  | { readonly verdict: 'valid'; readonly signer: Signer; readonly report: ValidationReport }
  | { readonly verdict: 'invalid'; readonly code: RefusalCode; readonly report: ValidationReport }

export interface Signer {
  /** As the certificate has it; whether it is somebody's is for others to say. */
  readonly nationalIdentityNumber: string
  /** When a time-stamp authority saw the signature. */
  readonly signedAt: Date
}

/** Why a document is refused; stable names. */
export type RefusalCode =
  | 'seal-missing'
  | 'seal-invalid'
  | 'seal-untrusted'
  | 'original-differs'
  | 'signature-missing'
  | 'changed-after-sealing'
  | 'signer-untrusted'
  | 'signature-invalid'
  | 'time-stamp-missing'
  | 'signer-not-valid'
  | 'evidence-missing'
  | 'signer-revoked'
  | 'national-id-missing'

/** For those who help the uploader: what was examined and what failed. Says nothing about who signed. */
export interface ValidationReport {
  readonly checks: readonly CheckResult[]
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

export interface CheckResult {
  readonly check: string
  readonly outcome: 'passed' | 'failed'
  /** Why it failed, in English. */
  readonly why?: string
}
