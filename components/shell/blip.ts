// The sound of an arriving message, made on the spot: two short notes.

let context: AudioContext | null = null;
const notes = [
  { hertz: 740, atSeconds: 0 },
  { hertz: 988, atSeconds: 0.09 },
];
const lengthSeconds = 0.16;
const loudness = 0.12;

/** Silent where the browser wants a click on the page first, or has no sound. */
export async function playBlip(): Promise<void> {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") await context.resume();
    for (const { hertz, atSeconds } of notes) playNote(context, hertz, context.currentTime + atSeconds);
  } catch {
    // A message without its sound is still a message.
  }
}

function playNote(audio: AudioContext, hertz: number, startSeconds: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, startSeconds);
  volume.gain.linearRampToValueAtTime(loudness, startSeconds + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.001, startSeconds + lengthSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(startSeconds);
  tone.stop(startSeconds + lengthSeconds);
}
