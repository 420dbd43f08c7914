/*
 * The sound card of the qemu-virt image: an ALSA ioplug whose microphone is a file of 16-bit little-endian samples, played once and then silence,
 * and whose loudspeaker is another such file. Both run on the monotonic clock. The microphone begins when `start` exists, so that whoever speaks can wait until somebody listens.
 */
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <fcntl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NANOS 1000000000LL

struct card {
	snd_pcm_ioplug_t io;
	int file;               /* -1: no such file, silence */
	int timer;              /* expires once a period */
	const char *start;      /* file whose coming starts the recording; NULL: at once */
	int running;
	int64_t began;          /* nanoseconds of the monotonic clock at which frame 0 was due */
	int64_t moved;          /* frames that the program has read or written since the card was prepared; a loudspeaker gets some before it starts */
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NANOS + t.tv_nsec;
}

static int64_t due(struct card *card)
{
	if (!card->running)
		return card->io.stream == SND_PCM_STREAM_CAPTURE ? card->moved : 0;
	return (int64_t)((long double)(now() - card->began) * card->io.rate / NANOS);
}

/* A file has patience: a program that comes late loses nothing of it, the rest only comes later. */
static int64_t recorded(struct card *card)
{
	int64_t frames = due(card), most = card->moved + (int64_t)(card->io.buffer_size - card->io.period_size);

	if (frames > most) {
		card->began += (frames - most) * NANOS / card->io.rate;
		frames = most;
	}
	return frames;
}

static int start(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;
	int64_t period = NANOS * (int64_t)io->period_size / io->rate;
	struct itimerspec when = { { period / NANOS, period % NANOS }, { period / NANOS, period % NANOS } };

	card->began = now();
	card->running = 1;
	return timerfd_settime(card->timer, 0, &when, NULL) ? -errno : 0;
}

static int stop(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;
	struct itimerspec never = { { 0, 0 }, { 0, 0 } };

	card->running = 0;
	timerfd_settime(card->timer, 0, &never, NULL);
	return 0;
}

static snd_pcm_sframes_t pointer(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;
	int64_t frames = io->stream == SND_PCM_STREAM_CAPTURE ? recorded(card) : due(card);

	if (io->stream == SND_PCM_STREAM_PLAYBACK && frames > card->moved)
		return -EPIPE;
	return (snd_pcm_sframes_t)(frames % (int64_t)io->buffer_size);
}

static int prepare(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	card->running = 0;
	card->moved = 0;
	return 0;
}

static snd_pcm_sframes_t transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset, snd_pcm_uframes_t frames)
{
	struct card *card = io->private_data;
	char *sound = (char *)areas->addr + (areas->first + areas->step * offset) / 8;
	size_t bytes = frames * areas->step / 8, done = 0;

	if (io->stream == SND_PCM_STREAM_PLAYBACK) {
		if (card->file >= 0 && write(card->file, sound, bytes) != (ssize_t)bytes)
			return -EIO;
	} else {
		int speaks = card->file >= 0 && (card->start == NULL || access(card->start, F_OK) == 0);
		ssize_t got = 1;

		while (speaks && done < bytes && (got = read(card->file, sound + done, bytes - done)) > 0)
			done += (size_t)got;
		memset(sound + done, 0, bytes - done);
		/* Not digital silence, which would be taken for a dead microphone: the last bit of an open one. */
		for (; done + 1 < bytes; done += 2)
			sound[done] = (char)(done >> 1 & 1);
	}
	card->moved += (int64_t)frames;
	return (snd_pcm_sframes_t)frames;
}

static int revents(snd_pcm_ioplug_t *io, struct pollfd *descriptors, unsigned int count, unsigned short *events)
{
	struct card *card = io->private_data;
	uint64_t ticks;

	if (count > 0 && (descriptors[0].revents & POLLIN) != 0 && read(card->timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return -errno;
	*events = io->stream == SND_PCM_STREAM_CAPTURE ? POLLIN : POLLOUT;
	if (card->running) {
		int64_t held = io->stream == SND_PCM_STREAM_CAPTURE ? recorded(card) - card->moved : (int64_t)io->buffer_size - (card->moved - due(card));

		if (held < (int64_t)io->period_size)
			*events = 0;
	}
	return 0;
}

static int close_card(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	if (card->file >= 0)
		close(card->file);
	close(card->timer);
	free((char *)card->start);
	free(card);
	return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
	.start = start, .stop = stop, .pointer = pointer, .prepare = prepare, .transfer = transfer, .poll_revents = revents, .close = close_card,
};

static int limits(snd_pcm_ioplug_t *io, long rate)
{
	static const unsigned int access[] = { SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_MMAP_INTERLEAVED };
	static const unsigned int format[] = { SND_PCM_FORMAT_S16_LE };
	int error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 2, access);

	if (error >= 0)
		error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
	if (error >= 0)
		error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, 1, 1);
	if (error >= 0)
		error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, (unsigned int)rate, (unsigned int)rate);
	if (error >= 0)
		error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 128, 65536);
	if (error >= 0)
		error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 64);
	return error;
}

SND_PCM_PLUGIN_DEFINE_FUNC(virtual_card)
{
	snd_config_iterator_t at, next;
	const char *microphone = NULL, *loudspeaker = NULL, *begin = NULL;
	long rate = 16000;
	struct card *card;
	int error;

	(void)root;
	snd_config_for_each(at, next, conf) {
		snd_config_t *entry = snd_config_iterator_entry(at);
		const char *id;

		if (snd_config_get_id(entry, &id) < 0 || strcmp(id, "type") == 0 || strcmp(id, "comment") == 0 || strcmp(id, "hint") == 0)
			continue;
		if (strcmp(id, "microphone") == 0)
			snd_config_get_string(entry, &microphone);
		else if (strcmp(id, "loudspeaker") == 0)
			snd_config_get_string(entry, &loudspeaker);
		else if (strcmp(id, "start") == 0)
			snd_config_get_string(entry, &begin);
		else if (strcmp(id, "rate") == 0)
			snd_config_get_integer(entry, &rate);
		else {
			SNDERR("virtual_card knows no field %s", id);
			return -EINVAL;
		}
	}
	card = calloc(1, sizeof *card);
	if (card == NULL)
		return -ENOMEM;
	card->start = begin == NULL ? NULL : strdup(begin);
	card->file = -1;
	if (stream == SND_PCM_STREAM_CAPTURE && microphone != NULL)
		card->file = open(microphone, O_RDONLY | O_CLOEXEC);
	if (stream == SND_PCM_STREAM_PLAYBACK && loudspeaker != NULL)
		card->file = open(loudspeaker, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	card->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	card->io.version = SND_PCM_IOPLUG_VERSION;
	card->io.name = "Hearken's virtual card";
	card->io.callback = &callbacks;
	card->io.private_data = card;
	card->io.poll_fd = card->timer;
	card->io.poll_events = POLLIN;
	error = snd_pcm_ioplug_create(&card->io, name, stream, mode);
	if (error < 0) {
		close_card(&card->io);
		return error;
	}
	error = limits(&card->io, rate);
	if (error < 0) {
		snd_pcm_ioplug_delete(&card->io);
		return error;
	}
	*pcmp = card->io.pcm;
	return 0;
}

SND_PCM_PLUGIN_SYMBOL(virtual_card);
