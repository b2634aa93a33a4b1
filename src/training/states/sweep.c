/* A step is one pass over pieces and, for flips on qubits above them, one over columns: for a few
 * neighbouring registers the registers at all pieces, copied side by side. The figures of a piece
 * do not depend on who computes them, and are added up in their order. */

#include "training/states/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

/* Registers of a piece that are copied at once. */
enum { COLUMNS = 4, CHUNKS = LB_SWEEP_PIECE / COLUMNS };
/* The slots of `sums`, each a register for every piece. */
enum { SUM_DIAGONAL, SUM_LANES, SUM_GROUPS };

static size_t largest_groups(const lb_program *P)
{
    size_t most = 0;
    for (size_t k = 0; k < P->shape_count; k++)
        most = P->shapes[k].groups > most ? P->shapes[k].groups : most;
    return most;
}

static bool has_other(const lb_program *P)
{
    for (size_t k = 0; k < P->shape_count; k++)
        if (P->shapes[k].kind == LB_SHAPE_OTHER)
            return true;
    return false;
}

/* Vectors, then what does not grow with them. */
double lb_sweep_bytes(const lb_program *P, int threads)
{
    double N = (double)P->registers, rows = N / LB_SWEEP_PIECE;
    return 8.0 * LB_REGISTER *
               (N * (has_other(P) ? 10 : 5) + 2 * (double)P->rows +
                (double)threads * 4 * COLUMNS * rows +
                (SUM_GROUPS + (double)largest_groups(P)) * fmax(rows, CHUNKS)) +
           8.0 * (double)P->settings;
}

void lb_sweep_init(lb_sweep *S, const lb_program *P, lb_pool *pool)
{
    size_t N = P->registers, length = LB_REGISTER * N;
    bool other = has_other(P);
    *S = (lb_sweep){.program = P,
                    .kernel = lb_sweep_kernel_best(),
                    .pool = pool,
                    .pieces = N > LB_SWEEP_PIECE ? N / LB_SWEEP_PIECE : 1};
    S->slot = S->pieces > CHUNKS || S->pieces == 1 ? S->pieces : CHUNKS;
    S->vectors = lb_malloc_aligned((other ? 6 : 4) * length, sizeof *S->vectors);
    for (int i = 0; i < 2; i++) {
        S->both.re[i] = S->vectors + (size_t)(2 * i) * length;
        S->both.im[i] = S->both.re[i] + length;
    }
    S->settings = lb_malloc_aligned(P->settings, sizeof *S->settings);
    S->forms = lb_malloc(P->gate_count, sizeof *S->forms);
    S->table = lb_malloc_aligned(2 * LB_REGISTER * P->rows, sizeof *S->table);
    S->sums = lb_malloc_aligned((SUM_GROUPS + largest_groups(P)) * S->slot * LB_REGISTER,
                                sizeof *S->sums);
    if (S->pieces > 1)
        S->columns =
            lb_malloc_aligned((size_t)lb_pool_threads(pool) * 4 * COLUMNS * LB_REGISTER * S->pieces,
                              sizeof *S->columns);
    if (other)
        S->scratch = lb_malloc_aligned(3 * 2 * P->circuit->size, sizeof *S->scratch);
}

void lb_sweep_clear(lb_sweep *S)
{
    free(S->vectors);
    free(S->settings);
    free(S->forms);
    free(S->table);
    free(S->sums);
    free(S->columns);
    free(S->scratch);
    *S = (lb_sweep){0};
}

typedef struct turns {
    size_t count, next;
    void (*task)(void *context, int thread, size_t i);
    void *context;
} turns;

static void take_turns(void *context, int thread)
{
    turns *T = context;
    for (size_t i; (i = lb_pool_next(&T->next)) < T->count;)
        T->task(T->context, thread, i);
}

void lb_sweep_each(lb_sweep *S, size_t count, void (*task)(void *context, int thread, size_t i),
                   void *context)
{
    if (count == 1 || lb_pool_threads(S->pool) == 1) {
        for (size_t i = 0; i < count; i++)
            task(context, 0, i);
        return;
    }
    turns T = {count, 0, task, context};
    lb_pool_run(S->pool, take_turns, &T);
}

void lb_sweep_sum_lanes(const lb_sweep *S, double *x)
{
    if (S->program->lanes == 1)
        return;
    x[0] = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

/* ---- Settings ---- */

static size_t used_lanes(const lb_program *P)
{
    return P->lanes == 1 ? LB_REGISTER : 1;
}

static void fill_register(double *at, size_t used)
{
    for (size_t l = used; l < LB_REGISTER; l++)
        at[l] = at[0];
}

static void set_flips(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_shape *shape = S->program->gates[gate];
    double *tangent = S->settings + S->program->places[gate], *mask = tangent + LB_REGISTER,
           *scale = mask + LB_REGISTER, *power = scale + LB_REGISTER;
    size_t used = used_lanes(S->program), exchanged = 0;
    int64_t bits[LB_REGISTER];
    for (size_t l = 0; l < used; l++) {
        double c = cos(shape->coefficient * angles[l]), s = sin(shape->coefficient * angles[l]);
        bool exchange = fabs(s) > fabs(c);
        tangent[l] = exchange ? -c / s : s / c;
        scale[l] = exchange ? s : c;
        bits[l] = exchange ? -1 : 0;
        power[l] = 1;
        for (unsigned q = 0; q < shape->qubits; q++)
            power[l] *= scale[l];
        exchanged += exchange;
    }
    fill_register(tangent, used);
    fill_register(scale, used);
    fill_register(power, used);
    memcpy(mask, bits, used * sizeof *bits);
    S->forms[gate] = exchanged == 0      ? LB_FLIP_PLAIN
                     : exchanged == used ? LB_FLIP_EXCHANGED
                                         : LB_FLIP_MIXED;
}

static void set_diagonal(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_diagonal *D = &S->program->gates[gate]->diagonal;
    double *at = S->settings + S->program->places[gate];
    size_t used = used_lanes(S->program), sines = used * D->value_count;
    for (size_t v = 0; v < D->value_count; v++)
        for (size_t l = 0; l < used; l++) {
            at[used * v + l] = cos(D->values[v] * angles[l]);
            at[sines + used * v + l] = sin(D->values[v] * angles[l]);
        }
}

static void set_turns(lb_sweep *S, size_t gate, const double *angles)
{
    const lb_generator *G = S->program->gates[gate]->generator;
    double *at = S->settings + S->program->places[gate];
    size_t used = used_lanes(S->program);
    for (size_t t = 0; t < G->length; t++, at += 2 * LB_REGISTER) {
        for (size_t l = 0; l < used; l++) {
            at[l] = cos(G->terms[t].coefficient * angles[l]);
            at[LB_REGISTER + l] = sin(G->terms[t].coefficient * angles[l]);
        }
        fill_register(at, used);
        fill_register(at + LB_REGISTER, used);
    }
}

void lb_sweep_set_angles(lb_sweep *S, const double *angles)
{
    const lb_program *P = S->program;
    for (size_t j = 0; j < P->gate_count; j++, angles += LB_REGISTER)
        switch (P->gates[j]->kind) {
        case LB_SHAPE_DIAGONAL:
            set_diagonal(S, j, angles);
            break;
        case LB_SHAPE_FLIPS:
            set_flips(S, j, angles);
            break;
        case LB_SHAPE_TURNS:
            set_turns(S, j, angles);
            break;
        case LB_SHAPE_OTHER:
            memcpy(S->settings + P->places[j], angles, used_lanes(P) * sizeof *angles);
            fill_register(S->settings + P->places[j], used_lanes(P));
            break;
        default:
            break;
        }
}

/* ---- Diagonal gates and flips ---- */

static const double ones[LB_REGISTER] __attribute__((aligned(64))) = {1, 1, 1, 1, 1, 1, 1, 1};

/* What the tasks of one step read. */
typedef struct step_work {
    lb_sweep *S;
    const lb_shape *flips;
    lb_phases phases;
    lb_flips flip; /* without stride and count */
} step_work;

/* The factors of all rows, the scale of the flips in them. */
static void fill_table(lb_sweep *S, size_t gate, const double *scale, bool inverse)
{
    const lb_diagonal *D = &S->program->gates[gate]->diagonal;
    const double *cosines = S->settings + S->program->places[gate];
    size_t lanes = S->program->lanes, used = used_lanes(S->program);
    const double *sines = cosines + used * D->value_count;
    double *row = S->table, sign = inverse ? 1 : -1;
    for (size_t r = 0; r < D->row_count; r++, row += 2 * LB_REGISTER)
        for (size_t l = 0; l < LB_REGISTER; l++) {
            size_t v = lanes == 1 ? used * D->row_values[r] + l : D->row_values[lanes * r + l];
            row[l] = scale[l] * cosines[v];
            row[LB_REGISTER + l] = sign * scale[l] * sines[v];
        }
}

static void start_step(step_work *W, lb_sweep *S, const lb_program_step *step, bool inverse)
{
    const lb_program *P = S->program;
    *W = (step_work){.S = S, .phases.scale = ones};
    if (step->flips != SIZE_MAX) {
        const double *tangent = S->settings + P->places[step->flips];
        W->flips = P->gates[step->flips];
        W->flip = (lb_flips){
            .form = S->forms[step->flips], .tangent = tangent, .mask = tangent + LB_REGISTER};
        W->phases.scale = tangent + 3 * LB_REGISTER;
    }
    if (step->diagonal != SIZE_MAX) {
        const lb_diagonal *D = &P->gates[step->diagonal]->diagonal;
        fill_table(S, step->diagonal, W->phases.scale, inverse);
        W->phases.rows = D->rows;
        W->phases.table = S->table;
        W->phases.weights = D->weights;
    }
}

static lb_vectors at_piece(const lb_sweep *S, size_t piece)
{
    lb_vectors v = S->both;
    for (int i = 0; i < 2; i++) {
        v.re[i] += piece * LB_SWEEP_PIECE * LB_REGISTER;
        v.im[i] += piece * LB_SWEEP_PIECE * LB_REGISTER;
    }
    return v;
}

static lb_phases phases_at(const step_work *W, size_t piece)
{
    lb_phases P = W->phases;
    if (P.rows)
        P.rows += piece * LB_SWEEP_PIECE;
    return P;
}

static lb_flips group_at(const step_work *W, unsigned g, size_t stride)
{
    lb_flips F = W->flip;
    F.stride = stride;
    F.count = W->flips->group[g].count;
    return F;
}

static double *sum_at(const lb_sweep *S, size_t slot, size_t piece)
{
    return S->sums + LB_REGISTER * (slot * S->slot + piece);
}

static size_t piece_length(const lb_sweep *S)
{
    return S->pieces > 1 ? LB_SWEEP_PIECE : S->program->registers;
}

static void forward_piece(void *context, int thread, size_t piece)
{
    const step_work *W = context;
    lb_vectors v = at_piece(W->S, piece);
    lb_phases P = phases_at(W, piece);
    size_t N = piece_length(W->S);
    (void)thread;
    W->S->kernel->open(&v, N, &P, W->flips && W->flips->lanes ? &W->flip : NULL);
    for (unsigned g = 0; W->flips && g < W->flips->local; g++) {
        lb_flips F = group_at(W, g, W->flips->group[g].stride);
        W->S->kernel->flip(&v, N, &F);
    }
}

static void back_piece(void *context, int thread, size_t piece)
{
    const step_work *W = context;
    lb_sweep *S = W->S;
    lb_vectors v = at_piece(S, piece);
    lb_phases P = phases_at(W, piece);
    size_t N = piece_length(S);
    double sums[2 * LB_REGISTER] __attribute__((aligned(64)));
    (void)thread;
    for (unsigned g = 0; W->flips && g < W->flips->local; g++) {
        lb_flips F = group_at(W, g, W->flips->group[g].stride);
        S->kernel->flip_back(&v, N, &F, sum_at(S, SUM_GROUPS + g, piece));
    }
    S->kernel->close(&v, N, &P, W->flips && W->flips->lanes ? &W->flip : NULL, sums);
    memcpy(sum_at(S, SUM_LANES, piece), sums, sizeof sums / 2);
    memcpy(sum_at(S, SUM_DIAGONAL, piece), sums + LB_REGISTER, sizeof sums / 2);
}

/* Between the vectors and a thread's columns, of which there are 4: the parts of both vectors. */
static void copy_columns(const lb_sweep *S, double *columns, size_t first, int vectors, bool out)
{
    const size_t length = COLUMNS * LB_REGISTER, stride = LB_SWEEP_PIECE * LB_REGISTER;
    for (int i = 0; i < 2 * vectors; i++) {
        double *all = (i % 2 ? S->both.im : S->both.re)[i / 2] + first * LB_REGISTER;
        double *own = columns + (size_t)i * length * S->pieces;
        for (size_t p = 0; p < S->pieces; p++)
            memcpy(out ? own + p * length : all + p * stride,
                   out ? all + p * stride : own + p * length, length * sizeof *all);
    }
}

static double *columns_of(const lb_sweep *S, int thread, lb_vectors *v)
{
    const size_t length = COLUMNS * LB_REGISTER * S->pieces;
    double *columns = S->columns + (size_t)thread * 4 * length;
    *v = (lb_vectors){{columns, columns + 2 * length}, {columns + length, columns + 3 * length}};
    return columns;
}

static void forward_columns(void *context, int thread, size_t i)
{
    const step_work *W = context;
    lb_sweep *S = W->S;
    lb_vectors v;
    double *columns = columns_of(S, thread, &v);
    copy_columns(S, columns, i * COLUMNS, 1, true);
    for (unsigned g = W->flips->local; g < W->flips->groups; g++) {
        lb_flips F = group_at(W, g, W->flips->group[g].stride / LB_SWEEP_PIECE * COLUMNS);
        S->kernel->flip(&v, COLUMNS * S->pieces, &F);
    }
    copy_columns(S, columns, i * COLUMNS, 1, false);
}

static void back_columns(void *context, int thread, size_t i)
{
    const step_work *W = context;
    lb_sweep *S = W->S;
    lb_vectors v;
    double *columns = columns_of(S, thread, &v);
    copy_columns(S, columns, i * COLUMNS, 2, true);
    for (unsigned g = W->flips->local; g < W->flips->groups; g++) {
        lb_flips F = group_at(W, g, W->flips->group[g].stride / LB_SWEEP_PIECE * COLUMNS);
        S->kernel->flip_back(&v, COLUMNS * S->pieces, &F, sum_at(S, SUM_GROUPS + g, i));
    }
    copy_columns(S, columns, i * COLUMNS, 2, false);
}

static void step_forward(lb_sweep *S, const lb_program_step *step)
{
    step_work W;
    start_step(&W, S, step, false);
    lb_sweep_each(S, S->pieces, forward_piece, &W);
    if (W.flips && W.flips->local < W.flips->groups)
        lb_sweep_each(S, CHUNKS, forward_columns, &W);
}

/* total += factor^2 * the sum of a slot over its parts. */
static void add_sums(const lb_sweep *S, double *total, size_t slot, size_t parts,
                     const double *factor)
{
    double sum[LB_REGISTER] = {0};
    for (size_t p = 0; p < parts; p++)
        for (size_t l = 0; l < LB_REGISTER; l++)
            sum[l] += sum_at(S, slot, 0)[LB_REGISTER * p + l];
    for (size_t l = 0; l < LB_REGISTER; l++)
        total[l] += factor[l] * factor[l] * sum[l];
}

static void multiply_power(double *factor, const double *scale, unsigned power)
{
    for (unsigned q = 0; q < power; q++)
        for (size_t l = 0; l < LB_REGISTER; l++)
            factor[l] *= scale[l];
}

/* Products are of vectors that are too large by the scales so far. */
static void flips_gradient(const step_work *W, double *gradient, const double *scale)
{
    const lb_shape *flips = W->flips;
    double factor[LB_REGISTER], total[LB_REGISTER] = {0};
    memcpy(factor, ones, sizeof factor);
    for (unsigned i = 0; i < flips->groups; i++) {
        unsigned g = i < flips->groups - flips->local ? flips->local + i
                                                      : i - (flips->groups - flips->local);
        size_t parts = g < flips->local ? W->S->pieces : CHUNKS;
        add_sums(W->S, total, SUM_GROUPS + g, parts, factor);
        multiply_power(factor, scale, flips->group[g].count);
    }
    if (flips->lanes)
        add_sums(W->S, total, SUM_LANES, W->S->pieces, factor);
    for (size_t l = 0; l < LB_REGISTER; l++)
        gradient[l] = 2 * flips->coefficient * total[l];
    lb_sweep_sum_lanes(W->S, gradient);
}

static void step_back(lb_sweep *S, const lb_program_step *step, double *gradient)
{
    step_work W;
    double negative[LB_REGISTER] __attribute__((aligned(64)));
    start_step(&W, S, step, true);
    if (W.flips) {
        for (size_t l = 0; l < LB_REGISTER; l++)
            negative[l] = -W.flip.tangent[l];
        W.flip.tangent = negative;
    }
    if (W.flips && W.flips->local < W.flips->groups)
        lb_sweep_each(S, CHUNKS, back_columns, &W);
    lb_sweep_each(S, S->pieces, back_piece, &W);
    if (W.flips)
        flips_gradient(&W, gradient + LB_REGISTER * step->flips,
                       S->settings + S->program->places[step->flips] + 2 * LB_REGISTER);
    if (step->diagonal != SIZE_MAX) {
        double total[LB_REGISTER] = {0};
        add_sums(S, total, SUM_DIAGONAL, S->pieces, W.phases.scale);
        for (size_t l = 0; l < LB_REGISTER; l++)
            gradient[LB_REGISTER * step->diagonal + l] = 2 * total[l];
        lb_sweep_sum_lanes(S, gradient + LB_REGISTER * step->diagonal);
    }
}

/* ---- Other gates ---- */

static lb_turn turn_at(const lb_sweep *S, size_t gate, size_t t, bool inverse)
{
    lb_turn T = S->program->gates[gate]->turns[t];
    const double *cosine = S->settings + S->program->places[gate] + 2 * LB_REGISTER * t,
                 *sine = cosine + LB_REGISTER;
    for (size_t l = 0; l < LB_REGISTER; l++) {
        T.cosine[l] = cosine[l];
        T.sines[0][l] = T.signs[0][l] * (inverse ? -sine[l] : sine[l]);
        T.sines[1][l] = -T.sines[0][l];
    }
    return T;
}

static void turns_forward(lb_sweep *S, size_t gate)
{
    for (size_t t = 0; t < S->program->gates[gate]->generator->length; t++) {
        lb_turn T = turn_at(S, gate, t, false);
        S->kernel->turn(&S->both, S->program->registers, &T);
    }
}

static void turns_back(lb_sweep *S, size_t gate, double *gradient)
{
    const lb_generator *G = S->program->gates[gate]->generator;
    double sum[LB_REGISTER] __attribute__((aligned(64)));
    memset(gradient, 0, sizeof sum);
    for (size_t t = 0; t < G->length; t++) {
        lb_turn T = turn_at(S, gate, t, true);
        S->kernel->turn_back(&S->both, S->program->registers, &T, sum);
        for (size_t l = 0; l < LB_REGISTER; l++)
            gradient[l] += 2 * G->terms[t].coefficient * sum[l];
    }
    lb_sweep_sum_lanes(S, gradient);
}

/* The spare vector, (-i H) of vector number `which`. */
static lb_vectors derive(lb_sweep *S, size_t gate, int which)
{
    const lb_shape *shape = S->program->gates[gate];
    size_t length = LB_REGISTER * S->program->registers;
    double *spare = S->vectors + 4 * length, sum[LB_REGISTER] __attribute__((aligned(64)));
    lb_vectors v = {{S->both.re[which], spare}, {S->both.im[which], spare + length}};
    memset(spare, 0, 2 * length * sizeof *spare);
    for (size_t t = 0; t < shape->generator->length; t++) {
        lb_turn T = shape->turns[t];
        for (size_t l = 0; l < LB_REGISTER; l++) {
            T.sines[0][l] *= shape->generator->terms[t].coefficient;
            T.sines[1][l] = -T.sines[0][l];
        }
        S->kernel->accumulate(&v, S->program->registers, &T, sum);
    }
    return v;
}

/* exp(-i theta H) = cos(h theta) - i sin(h theta) H / h. */
static void rotate_anticommuting(lb_sweep *S, size_t gate, int which, bool inverse)
{
    double h = S->program->gates[gate]->generator->norm,
           *angles = S->settings + S->program->places[gate], c[LB_REGISTER], s[LB_REGISTER];
    lb_vectors v = derive(S, gate, which);
    for (size_t l = 0; l < LB_REGISTER; l++) {
        c[l] = cos(h * angles[l]);
        s[l] = (inverse ? -1 : 1) * sin(h * angles[l]) / h;
    }
    for (size_t i = 0; i < LB_REGISTER * S->program->registers; i++) {
        v.re[0][i] = c[i % LB_REGISTER] * v.re[0][i] + s[i % LB_REGISTER] * v.re[1][i];
        v.im[0][i] = c[i % LB_REGISTER] * v.im[0][i] + s[i % LB_REGISTER] * v.im[1][i];
    }
}

static void rotate_spectral(lb_sweep *S, size_t gate, int which, bool inverse)
{
    const lb_program *P = S->program;
    const double *angles = S->settings + P->places[gate];
    size_t size = P->circuit->size, stride = P->lanes == 1 ? LB_REGISTER : 1;
    double *v = S->scratch, *re = S->both.re[which], *im = S->both.im[which];
    for (size_t l = 0; l < stride; l++) {
        for (size_t k = 0; k < size; k++) {
            v[k] = re[stride * k + l];
            v[size + k] = im[stride * k + l];
        }
        lb_spectral_apply(&P->gates[gate]->generator->spectral, inverse ? -angles[l] : angles[l], v,
                          size, v + 2 * size);
        for (size_t k = 0; k < size; k++) {
            re[stride * k + l] = v[k];
            im[stride * k + l] = v[size + k];
        }
    }
}

static void rotate_other(lb_sweep *S, size_t gate, int which, bool inverse)
{
    if (S->program->gates[gate]->generator->form == LB_FORM_SPECTRAL)
        rotate_spectral(S, gate, which, inverse);
    else
        rotate_anticommuting(S, gate, which, inverse);
}

static void other_back(lb_sweep *S, size_t gate, double *gradient)
{
    double sums[2 * LB_REGISTER] __attribute__((aligned(64)));
    lb_vectors v = derive(S, gate, 0);
    v = (lb_vectors){{v.re[1], S->both.re[1]}, {v.im[1], S->both.im[1]}};
    S->kernel->overlap(&v, S->program->registers, sums);
    for (size_t l = 0; l < LB_REGISTER; l++)
        gradient[l] = 2 * sums[l];
    lb_sweep_sum_lanes(S, gradient);
    rotate_other(S, gate, 0, true);
    rotate_other(S, gate, 1, true);
}

/* ---- Passes ---- */

void lb_sweep_forward(lb_sweep *S)
{
    const lb_program *P = S->program;
    for (size_t i = 0; i < P->step_count; i++) {
        size_t other = P->steps[i].other;
        if (S->pieces > 1 && lb_limit_of_time(P->circuit->limits))
            return;
        if (other == SIZE_MAX)
            step_forward(S, &P->steps[i]);
        else if (P->gates[other]->kind == LB_SHAPE_TURNS)
            turns_forward(S, other);
        else
            rotate_other(S, other, 0, false);
    }
}

void lb_sweep_back(lb_sweep *S, double *gradient)
{
    const lb_program *P = S->program;
    for (size_t j = 0; j < LB_REGISTER * P->gate_count; j++)
        gradient[j] = 0;
    for (size_t i = P->step_count; i-- > 0;) {
        size_t other = P->steps[i].other;
        if (S->pieces > 1 && lb_limit_of_time(P->circuit->limits))
            return;
        if (other == SIZE_MAX)
            step_back(S, &P->steps[i], gradient);
        else if (P->gates[other]->kind == LB_SHAPE_TURNS)
            turns_back(S, other, gradient + LB_REGISTER * other);
        else
            other_back(S, other, gradient + LB_REGISTER * other);
    }
}
