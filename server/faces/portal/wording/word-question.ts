import type { Language } from '../../../domain/text/text.ts'
import type { Question } from '../../../domain/requests/question.ts'
import type { AskedRequest, RequestDialect } from '../../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { composeQuestion } from './question.ts'

/** In the words of the face that it was asked through, else in the house's. */
export const wordQuestion = (
  tools: Pick<FaceTools, 'renderer' | 'registry' | 'parties'>,
  { asked, dialect }: { asked: AskedRequest; dialect: RequestDialect },
  language: Language,
): Promise<Question> => dialect.question?.(asked, language) ?? composeQuestion(tools, asked, language)
