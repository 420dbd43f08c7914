/* The control file of the fault-injecting card, mapped by the test and by the plug-in. */
#ifndef HEARKEN_FAULT_CARD_H
#define HEARKEN_FAULT_CARD_H

#include <stdint.h>

struct fault_control {
	/* Written by the test. */
	int64_t nanos;          /* the card's time, set by hand; negative: CLOCK_MONOTONIC */
	int64_t unplugged;      /* not 0: every call fails with -ENODEV, opening too */
	int64_t xrun;           /* not 0: the next look at the pointer fails with -EPIPE; the plug-in sets it back */
	int64_t stalled;        /* not 0: time passes, but no frame comes or goes */
	int64_t extra_delay;    /* frames added to the reported delay */
	int64_t suspended;      /* not 0: the machine sleeps; calls fail with -ESTRPIPE, resuming with -EAGAIN */
	int64_t ppm;            /* how much too fast the card's crystal is, in millionths */
	/* Written by the plug-in. */
	int64_t epoch;          /* the card's time at its first start, plus 1; frames are numbered from then on */
	int64_t opens;
	int64_t starts;
	int64_t closes;
	int64_t frames;         /* frames handed over or taken */
};

#endif
