import type { Agent } from '../../kyc/agent.js'
import {
  AGENT_RULES,
  type AttributeRule,
  type Form,
  type RuleWorld,
} from '../../kyc/agent-rules.js'
import { checkAttributes } from '../../kyc/check-attributes.js'
import type { AttributeRefusal } from '../../kyc/refusals.js'
import { isKnownPlace } from '../../locations/gazetteer.js'
import { indexOf } from '../../store/state.js'
import type { FlipCall } from './endpoint.js'
import { type Answer, validationError } from './errors.js'

/** Holds a form against a table, in the world of the call's company. @param own the agent that may keep its numbers */
export function failingAttributes(
  rules: readonly AttributeRule[],
  form: Form,
  { context: { store }, company }: FlipCall,
  own?: Agent,
): AttributeRefusal[] {
  const { identityNumbers, phoneNumbers } = indexOf(store.state, company.id)
  const taken = (numbers: ReadonlyMap<string, number>) => (number: string) => {
    const id = numbers.get(number)
    return id !== undefined && id !== own?.id
  }
  const world: RuleWorld = {
    now: store.now(company.id),
    identityNumberTaken: taken(identityNumbers),
    phoneNumberTaken: taken(phoneNumbers),
    knowsLocation: isKnownPlace,
  }
  return checkAttributes(rules, form, world)
}

/** Every failing attribute at once (errors.agents-host.every-attribute). */
export function agentAttributes(call: FlipCall & { readonly agent?: Agent }): Answer | undefined {
  const refusals = failingAttributes(AGENT_RULES, call.form, call, call.agent)
  return refusals.length === 0 ? undefined : validationError(refusals)
}
