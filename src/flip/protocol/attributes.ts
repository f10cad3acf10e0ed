import type { Agent } from '../../kyc/agent.js'
import {
  AGENT_ATTRIBUTES,
  type Attribute,
  type AttributeContext,
  type Form,
  withoutUnusedResidence,
} from '../../kyc/agent-attributes.js'
import { checkAttributes } from '../../kyc/check-attributes.js'
import { type AttributeMistake, MISTAKES } from '../../kyc/mistakes.js'
import { isKnownPlace } from '../../locations/gazetteer.js'
import { indexOf } from '../../store/state.js'
import type { FlipCall } from './endpoint.js'
import { type Answer, validationError } from './errors.js'

/** Checks a form for the call's company. @param own the agent that may keep its own numbers */
export function failingAttributes(
  attributes: readonly Attribute[],
  form: Form,
  { context: { store }, company }: FlipCall,
  own?: Agent,
): AttributeMistake[] {
  const { identityNumbers, phoneNumbers } = indexOf(store.state, company.id)
  const taken = (numbers: ReadonlyMap<string, number>) => (number: string) => {
    const id = numbers.get(number)
    return id !== undefined && id !== own?.id
  }
  const attributeContext: AttributeContext = {
    now: store.now(company.id),
    identityNumberTaken: taken(identityNumbers),
    phoneNumberTaken: taken(phoneNumbers),
    knowsLocation: isKnownPlace,
  }
  return checkAttributes(attributes, form, attributeContext)
}

/** Refuses a form with every failing attribute at once (errors.agents-host.every-attribute). */
export function agentAttributes(call: FlipCall & { readonly agent?: Agent }): Answer | undefined {
  const form = withoutUnusedResidence(call.form)
  const mistakes = failingAttributes(AGENT_ATTRIBUTES, form, call, call.agent)
  if (mistakes.length === 0) return undefined
  return validationError(mistakes.map((one) => ({ ...one, code: MISTAKES[one.kind].agents })))
}
