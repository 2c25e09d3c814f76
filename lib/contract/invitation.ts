/** An example of an invitation's token for the documentation. Its signature is not valid. */
export const exampleInvitation =
  "pi1.AZwfOn0gcQCQAAGcHzp9IAGcnw2uMA.JAOPX5HW5kCcIN-4eprPqxTT7ArwbX8CXpQkG-ZUK6c";
