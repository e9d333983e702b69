import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type CredentialInput,
  CredentialsDocument,
  DeleteCredentialDocument,
  DeleteSecretDocument,
  SaveCredentialDocument,
  SaveSecretDocument,
  type SecretInput,
  SecretsDocument,
  type SecretsQuery,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import type { Credential } from './credentialDraft';

export type Secret = SecretsQuery['secrets']['edges'][number]['node'];

const secretsKey = ['secrets'];
const credentialsKey = ['credentials'];

export function useSecrets() {
  return usePaged<Secret>(secretsKey, async (after, signal) => {
    const answer = await ask(SecretsDocument, { first: 50, after }, signal);
    return toPage<Secret>(answer.data.secrets, answer);
  });
}

export function useCredentials() {
  return usePaged<Credential>(credentialsKey, async (after, signal) => {
    const answer = await ask(CredentialsDocument, { first: 50, after, kind: null }, signal);
    return toPage<Credential>(answer.data.credentials, answer);
  });
}

export function useSecretVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: secretsKey });
  return {
    // What was typed is forgotten with the form.
    save: useMutation({ mutationFn: (input: SecretInput) => ask(SaveSecretDocument, { input }), onSettled, gcTime: 0 }),
    remove: useMutation({
      mutationFn: (variables: { id: string; force: boolean }) => ask(DeleteSecretDocument, variables),
      onSettled,
    }),
  };
}

export function useCredentialVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: credentialsKey });
  return {
    save: useMutation({
      mutationFn: (input: CredentialInput) => ask(SaveCredentialDocument, { input }),
      onSettled,
      gcTime: 0,
    }),
    remove: useMutation({
      mutationFn: (variables: { id: string; force: boolean }) => ask(DeleteCredentialDocument, variables),
      onSettled,
    }),
  };
}
