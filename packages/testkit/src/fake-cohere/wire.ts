import type { Cohere } from 'cohere-ai'

type Snake<Name> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Name

/** A type of the SDK as it stands on the wire: the same fields in snake_case. */
type Wire<Type> = Type extends readonly (infer Item)[]
  ? Wire<Item>[]
  : Type extends object
    ? { [Name in keyof Type as Snake<Name>]: Wire<Type[Name]> }
    : Type

export type EmbedRequest = Wire<Cohere.V2EmbedRequest>
export type EmbedResponse = Wire<Cohere.EmbedByTypeResponse>
export type RerankRequest = Wire<Cohere.V2RerankRequest>
export type RerankResponse = Wire<Cohere.V2RerankResponse>
export type ChatRequest = Wire<Cohere.V2ChatStreamRequest> & { stream?: boolean }
export type ChatResponse = Wire<Cohere.V2ChatResponse>
export type ChatStreamEvent = Wire<Cohere.V2ChatStreamResponse>
export type FinishReason = Cohere.ChatFinishReason
