/** In what ways an answer is sent that is one signed JWT (JARM section 2.3). */
export const signedModes = ['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt']
