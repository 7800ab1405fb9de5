import { z } from 'zod'

/** A page of ours with a question, as its path and query: where somebody goes back to who left it for a moment. */
export const QuestionPath = z
  .string()
  .max(400)
  .regex(/^\/(interaction|requests)\/[\w/-]+(\?[\w=&.%+-]*)?$/)
