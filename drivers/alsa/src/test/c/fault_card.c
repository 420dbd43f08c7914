/*
 * A sound card for tests: an ALSA ioplug, capture and playback, whose time is set by hand and whose faults are switched
 * through a mapped file (fault_card.h).
 *
 * Capture gives for frame n since the epoch and channel c the sample 1 + (n * channels + c) % 32000, so that a test sees
 * in every sample when it was recorded, and tells silence put in from sound. Playback writes the frames it takes to a
 * file.
 */
#include "fault_card.h"

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NANOS 1000000000LL
#define RAMP 32000

struct card {
	snd_pcm_ioplug_t io;
	struct fault_control *control;
	int timer;              /* what poll waits for; disarmed while the time is set by hand */
	int record;             /* playback: where frames go; -1: nowhere */
	int64_t base;           /* number of the frame with which this run of the card began */
	int64_t moved;          /* frames the program has read or written in this run */
	int64_t position;       /* frames the card has recorded or played in this run */
	int running;            /* between start and stop; otherwise nothing moves */
};

static int64_t load(int64_t *field)
{
	return __atomic_load_n(field, __ATOMIC_ACQUIRE);
}

static void count(int64_t *field, int64_t n)
{
	__atomic_fetch_add(field, n, __ATOMIC_ACQ_REL);
}

static int64_t now(struct card *card)
{
	int64_t nanos = load(&card->control->nanos);
	struct timespec t;

	if (nanos >= 0)
		return nanos;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NANOS + t.tv_nsec;
}

/* Frames of the card's crystal since the epoch. */
static int64_t frames_since_epoch(struct card *card)
{
	int64_t elapsed = now(card) - (load(&card->control->epoch) - 1);
	double rate = card->io.rate * (1 + load(&card->control->ppm) * 1e-6);

	return (int64_t)((long double)elapsed * rate / NANOS + 1e-6L);
}

static int is_unplugged(struct card *card)
{
	return load(&card->control->unplugged) != 0;
}

static int is_capture(const struct card *card)
{
	return card->io.stream == SND_PCM_STREAM_CAPTURE;
}

static int gone(struct card *card)
{
	snd_pcm_ioplug_set_state(&card->io, SND_PCM_STATE_DISCONNECTED);
	return -ENODEV;
}

static void advance(struct card *card)
{
	int64_t due;

	if (!card->running)
		return;
	due = frames_since_epoch(card) - card->base;
	if (load(&card->control->stalled)) {
		card->base += due - card->position;     /* what would have come is never recorded */
		return;
	}
	if (due > card->position)
		card->position = due;
}

static snd_pcm_sframes_t card_pointer(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;
	int64_t ahead;

	if (is_unplugged(card))
		return gone(card);
	if (__atomic_exchange_n(&card->control->xrun, 0, __ATOMIC_ACQ_REL))
		return -EPIPE;
	if (load(&card->control->suspended)) {
		card->running = 0;
		snd_pcm_ioplug_set_state(io, SND_PCM_STATE_SUSPENDED);
		return card->position % io->buffer_size;
	}
	advance(card);
	ahead = is_capture(card) ? card->position - card->moved : card->moved - card->position;
	if (is_capture(card) ? ahead > (int64_t)io->buffer_size : ahead < 0)
		return -EPIPE;
	return card->position % io->buffer_size;
}

static int card_prepare(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	if (is_unplugged(card))
		return gone(card);
	card->moved = 0;
	card->position = 0;
	card->running = 0;
	return 0;
}

static void arm(struct card *card, int64_t period)
{
	struct itimerspec every = {{period / NANOS, period % NANOS}, {period / NANOS, period % NANOS}};

	timerfd_settime(card->timer, 0, &every, NULL);
}

static int card_start(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;
	int64_t unset = 0;

	if (is_unplugged(card))
		return gone(card);
	__atomic_compare_exchange_n(&card->control->epoch, &unset, now(card) + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
	card->base = frames_since_epoch(card);
	card->position = 0;
	card->running = 1;
	count(&card->control->starts, 1);
	if (load(&card->control->nanos) < 0)
		arm(card, (int64_t)io->period_size * NANOS / io->rate / 2);
	return 0;
}

static int card_stop(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	card->running = 0;
	arm(card, 0);
	return 0;
}

/* As most drivers do: wait for the machine, then ask to be prepared anew. */
static int card_resume(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	return load(&card->control->suspended) ? -EAGAIN : -ENOSYS;
}

static void record_ramp(struct card *card, int16_t *to, snd_pcm_uframes_t frames)
{
	unsigned int channels = card->io.channels;
	int64_t first = (card->base + card->moved) * channels;
	snd_pcm_uframes_t i;

	for (i = 0; i < frames * channels; i++)
		to[i] = 1 + (first + (int64_t)i) % RAMP;
}

static snd_pcm_sframes_t card_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
		snd_pcm_uframes_t offset, snd_pcm_uframes_t frames)
{
	struct card *card = io->private_data;
	char *data = (char *)areas->addr + (areas->first + areas->step * offset) / 8;

	if (is_unplugged(card))
		return gone(card);
	if (is_capture(card)) {
		record_ramp(card, (int16_t *)data, frames);
	} else if (card->record >= 0) {
		size_t bytes = frames * areas->step / 8;

		if (write(card->record, data, bytes) != (ssize_t)bytes)
			return -EIO;
	}
	card->moved += frames;
	count(&card->control->frames, frames);
	return frames;
}

static int card_revents(snd_pcm_ioplug_t *io, struct pollfd *fds, unsigned int n, unsigned short *revents)
{
	struct card *card = io->private_data;
	unsigned short ready = is_capture(card) ? POLLIN : POLLOUT;
	uint64_t ticks;
	snd_pcm_sframes_t available;

	if (n > 0 && (fds[0].revents & POLLIN) && read(card->timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return -errno;
	if (is_unplugged(card)) {
		gone(card);
		*revents = ready | POLLERR | POLLHUP;
		return 0;
	}
	advance(card);
	available = is_capture(card) ? card->position - card->moved
			: (snd_pcm_sframes_t)io->buffer_size - (card->moved - card->position);
	*revents = available >= (snd_pcm_sframes_t)io->period_size ? ready : 0;
	return 0;
}

static int card_delay(snd_pcm_ioplug_t *io, snd_pcm_sframes_t *delay)
{
	struct card *card = io->private_data;
	int64_t held;

	if (is_unplugged(card))
		return gone(card);
	advance(card);
	held = is_capture(card) ? card->position - card->moved : card->moved - card->position;
	*delay = held + load(&card->control->extra_delay);
	return 0;
}

static int card_close(snd_pcm_ioplug_t *io)
{
	struct card *card = io->private_data;

	count(&card->control->closes, 1);
	munmap(card->control, sizeof *card->control);
	close(card->timer);
	if (card->record >= 0)
		close(card->record);
	free(card);
	return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
	.start = card_start,
	.stop = card_stop,
	.pointer = card_pointer,
	.transfer = card_transfer,
	.close = card_close,
	.prepare = card_prepare,
	.resume = card_resume,
	.poll_revents = card_revents,
	.delay = card_delay,
};

static int constrain(struct card *card, long channels, long rate)
{
	snd_pcm_ioplug_t *io = &card->io;
	static const unsigned int access[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
	static const unsigned int format[] = {SND_PCM_FORMAT_S16_LE};
	int err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 1, access);

	if (err >= 0)
		err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, channels, channels);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, rate, rate);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 65536);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 64);
	return err;
}

static struct fault_control *map_control(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	struct fault_control *control;

	if (fd < 0)
		return NULL;
	control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return control == MAP_FAILED ? NULL : control;
}

static int create(snd_pcm_t **pcm, const char *name, snd_pcm_stream_t stream, int mode,
		const char *control, const char *record, long channels, long rate)
{
	struct card *card = calloc(1, sizeof *card);
	int err;

	if (!card)
		return -ENOMEM;
	card->control = map_control(control);
	if (!card->control || is_unplugged(card)) {
		if (card->control)
			munmap(card->control, sizeof *card->control);
		free(card);
		return -ENODEV;
	}
	count(&card->control->opens, 1);
	card->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	card->record = stream == SND_PCM_STREAM_PLAYBACK && record && *record
			? open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
	card->io.version = SND_PCM_IOPLUG_VERSION;
	card->io.name = "Hearken's fault-injecting card";
	card->io.callback = &callbacks;
	card->io.private_data = card;
	card->io.poll_fd = card->timer;
	card->io.poll_events = POLLIN;
	err = snd_pcm_ioplug_create(&card->io, name, stream, mode);
	if (err < 0) {
		card_close(&card->io);
		return err;
	}
	err = constrain(card, channels, rate);
	if (err < 0) {
		snd_pcm_ioplug_delete(&card->io);       /* calls card_close */
		return err;
	}
	*pcm = card->io.pcm;
	return 0;
}

SND_PCM_PLUGIN_DEFINE_FUNC(fault_card)
{
	snd_config_iterator_t i, next;
	const char *control = NULL, *record = NULL;
	long channels = 1, rate = 16000;

	snd_config_for_each(i, next, conf) {
		snd_config_t *n = snd_config_iterator_entry(i);
		const char *id;

		if (snd_config_get_id(n, &id) < 0 || !strcmp(id, "comment") || !strcmp(id, "type") || !strcmp(id, "hint"))
			continue;
		if (!strcmp(id, "control"))
			snd_config_get_string(n, &control);
		else if (!strcmp(id, "record"))
			snd_config_get_string(n, &record);
		else if (!strcmp(id, "channels"))
			snd_config_get_integer(n, &channels);
		else if (!strcmp(id, "rate"))
			snd_config_get_integer(n, &rate);
		else
			return -EINVAL;
	}
	(void)root;
	return control ? create(pcmp, name, stream, mode, control, record, channels, rate) : -EINVAL;
}

SND_PCM_PLUGIN_SYMBOL(fault_card);
