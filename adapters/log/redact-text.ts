const names =
  'code|code_verifier|client_secret|client_assertion|refresh_token|access_token|id_token|id_token_hint|token|assertion|password|pid|login_hint|state|nonce'

/**
 * What must not be in a log, known by its shape, whatever the field around it is called. In order. Small letters with
 * underscores between are a name of ours: no token of 40 characters is without a digit and a capital.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){1,3}/g, '[jwt]'],
  [/\b(Basic|Bearer|DPoP)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 [credentials]'],
  [new RegExp(`\\b(${names})(=|%3D|"\\s*:\\s*")[^\\s&"';,]+`, 'gi'), '$1$2[secret]'],
  [/\b(password|client_secret|code_verifier|client_assertion)(\s*:\s*)['"]?[^\s'",;]+/gi, '$1$2[secret]'],
  [/:\/\/([^\s:/@]+):[^\s@/]+@/g, '://$1:[secret]@'],
  [
    /(?<![A-Za-z0-9_-])(?![a-z]+(?:_[a-z]+)+(?![A-Za-z0-9_-]))[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_-])/g,
    '[token]',
  ],
  [/(?<![0-9a-f])[0-9]{6} ?[0-9]{5}(?![0-9a-f])/gi, '[nin]'],
]

/** No shape can match a text without one of these: most texts are done after this one look. */
const suspicion = /[=%:"\s]|[0-9]{6}|[A-Za-z0-9_-]{40}|eyJ/

/** The text with everything masked that looks like a token, a credential or a national identity number. */
export const redactText = (text: string): string =>
  suspicion.test(text) ? shapes.reduce((masked, [shape, mask]) => masked.replace(shape, mask), text) : text
