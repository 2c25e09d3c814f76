/** What an invitation's token looks like, for the documentation. Nobody has signed this one. */
export const exampleInvitation =
  "pi1.AZwfOn0gcQCQAAGcHzp9IAGcnw2uMA.JAOPX5HW5kCcIN-4eprPqxTT7ArwbX8CXpQkG-ZUK6c";
