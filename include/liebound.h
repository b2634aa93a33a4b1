/* Liebound: exact dynamical Lie algebras of quantum neural networks, with certificates.
 * Each header states the mathematics of its module. */

#ifndef LIEBOUND_H
#define LIEBOUND_H

#include <liebound/status.h>
#include <liebound/run.h>
#include <liebound/pauli.h>
#include <liebound/surd.h>
#include <liebound/state.h>
#include <liebound/ansatz.h>
#include <liebound/layers.h>
#include <liebound/algebra.h>
#include <liebound/closure.h>
#include <liebound/dimension.h>
#include <liebound/marked.h>
#include <liebound/orbit.h>
#include <liebound/span.h>
#include <liebound/structure.h>
#include <liebound/matrices.h>
#include <liebound/variance.h>
#include <liebound/rank.h>
#include <liebound/hessian.h>
#include <liebound/capacity.h>
#include <liebound/noise.h>
#include <liebound/training.h>
#include <liebound/exact.h>
#include <liebound/certificate.h>
#include <liebound/bound.h>
#include <liebound/call.h>
#include <liebound/conserved.h>
#include <liebound/cartan.h>
#include <liebound/reach.h>

#endif
