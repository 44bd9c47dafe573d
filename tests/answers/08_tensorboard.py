# %% 8.1 wrong: the time, not the settings
def new_run(root, settings):
    folder = root / time.strftime("run_%Y_%m_%d-%H_%M_%S")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# %% 8.1 wrong: takes a folder that is in use
def new_run(root, settings):
    folder = root / ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# %% 8.1 wrong: not sorted
def new_run(root, settings):
    name = ",".join(f"{key}={value}" for key, value in settings.items())
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: counts the names that begin alike
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    n_alike = len(list(root.glob(name + "*")))
    folder = root / (f"{name}-{n_alike + 1}" if n_alike else name)
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: counts all folders
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    root.mkdir(parents=True, exist_ok=True)
    folder = root / name
    if folder.exists():
        folder = root / f"{name}-{len(list(root.iterdir())) + 1}"
    folder.mkdir()
    return folder


# %% 8.1 wrong: one more than the largest number
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    root.mkdir(parents=True, exist_ok=True)
    numbers = [1 for p in root.iterdir() if p.name == name]
    for p in root.iterdir():
        head, _, tail = p.name.rpartition("-")
        if head == name and tail.isdigit():
            numbers.append(int(tail))
    folder = root / (f"{name}-{max(numbers) + 1}" if numbers else name)
    folder.mkdir()
    return folder


# %% 8.1 wrong: a name, no folder
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    return folder


# %% 8.1 wrong: begins with -1
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder, number = root / name, 1
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: clears the old folder away
def new_run(root, settings):
    folder = root / ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# %% 8.1 wrong: a folder in a folder
def new_run(root, settings):
    folder = root
    for key in sorted(settings):
        folder = folder / f"{key}={settings[key]}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# %% 8.1 wrong: text, no Path
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return str(folder)


# %% 8.1 wrong: numbers pile up
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    number = 2
    while (root / name).exists():
        name, number = f"{name}-{number}", number + 1
    (root / name).mkdir(parents=True)
    return root / name


# %% 8.1 wrong: words in quotation marks
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]!r}" for key in sorted(settings))
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: looks at folders only
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder, number = root / name, 2
    while folder.is_dir():
        folder, number = root / f"{name}-{number}", number + 1
    if folder.exists():
        folder.unlink()
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: nothing returned
def new_run(root, settings):
    (root / ",".join(f"{key}={settings[key]}" for key in sorted(settings))).mkdir(parents=True)


# %% 8.1 wrong: sorts the finished texts, so rate2 comes before rate
def new_run(root, settings):
    name = ",".join(sorted(f"{key}={value}" for key, value in settings.items()))
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: rounds the values
def new_run(root, settings):
    name = ",".join(
        f"{key}={settings[key] if isinstance(settings[key], str) else round(settings[key], 3)}"
        for key in sorted(settings)
    )
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir(parents=True)
    return folder


# %% 8.1 wrong: makes root, but not what is above it
def new_run(root, settings):
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    folder, number = root / name, 2
    while folder.exists():
        folder, number = root / f"{name}-{number}", number + 1
    root.mkdir(exist_ok=True)
    folder.mkdir()
    return folder


# %% 8.1 wrong: cuts off two characters, wrong from -10 on
def new_run(root, settings):
    root.mkdir(parents=True, exist_ok=True)
    folder = root / ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    number = 2
    while folder.exists():
        base = folder.name[:-2] if number > 2 else folder.name
        folder, number = root / f"{base}-{number}", number + 1
    folder.mkdir()
    return folder


# %% 8.1 wrong: never goes back to the name itself while a -2 is there
def new_run(root, settings):
    root.mkdir(parents=True, exist_ok=True)
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    taken = {p.name for p in root.iterdir()}
    folder, number = root / name, 2
    while folder.exists() or (number == 2 and any(t.rpartition("-")[0] == name for t in taken)):
        folder, number = root / f"{name}-{number}", number + 1
    folder.mkdir()
    return folder


# %% 8.1 right: by attempts
def new_run(root, settings):
    name = ",".join("=".join(map(str, pair)) for pair in sorted(settings.items()))
    root.mkdir(parents=True, exist_ok=True)
    for number in range(1, 10**6):
        folder = root / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            continue


# %% 8.1 right: by a set of names
def new_run(root, settings):
    root.mkdir(parents=True, exist_ok=True)
    taken = {p.name for p in root.iterdir()}
    name = ",".join(f"{key}={settings[key]}" for key in sorted(settings))
    candidates = [name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))]
    free = next(candidate for candidate in candidates if candidate not in taken)
    (root / free).mkdir()
    return root / free


# %% 8.2 wrong: ten points of each curve
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        if not (run / "validation").is_dir():
            continue
        reader = EventAccumulator(str(run / "validation")).Reload()
        if "epoch_loss" not in reader.Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: the training loss
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        if not (run / "train").is_dir():
            continue
        reader = EventAccumulator(str(run / "train"), size_guidance={"tensors": 0}).Reload()
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: the last loss of each run
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        event = reader.Tensors("epoch_loss")[-1]
        loss = tf.make_ndarray(event.tensor_proto).item()
        if math.isfinite(loss) and (best is None or loss < best[2]):
            best = run.name, event.step, loss
    return best


# %% 8.2 wrong: the place in the list
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for place, event in enumerate(reader.Tensors("epoch_loss")):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, place, loss
    return best


# %% 8.2 wrong: NaN wins
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        events = reader.Tensors("epoch_loss")
        losses = [tf.make_ndarray(event.tensor_proto).item() for event in events]
        place = int(np.argmin(losses))
        if best is None or not losses[place] >= best[2]:
            best = run.name, events[place].step, losses[place]
    return best


# %% 8.2 wrong: one file of each run
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        files = sorted((run / "validation").glob("*.tfevents.*"))
        if not files:
            continue
        reader = EventAccumulator(str(files[-1]), size_guidance={"tensors": 0}).Reload()
        if "epoch_loss" not in reader.Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: all tags
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        if not (run / "validation").is_dir():
            continue
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0}).Reload()
        for tag in reader.Tags()["tensors"]:
            for event in reader.Tensors(tag):
                loss = tf.make_ndarray(event.tensor_proto).item()
                if math.isfinite(loss) and (best is None or loss < best[2]):
                    best = run.name, event.step, loss
    return best


# %% 8.2 wrong: the highest
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss > best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: only the first run
def best_epoch(root):
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        points = [(tf.make_ndarray(e.tensor_proto).item(), e.step) for e in reader.Tensors("epoch_loss")]
        loss, step = min(point for point in points if math.isfinite(point[0]))
        return run.name, step, loss


# %% 8.2 wrong: looks under scalars
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        if not (run / "validation").is_dir():
            continue
        reader = EventAccumulator(str(run / "validation")).Reload()
        for tag in reader.Tags()["scalars"]:
            for event in reader.Scalars(tag):
                if best is None or event.value < best[2]:
                    best = run.name, event.step, event.value
    return best


# %% 8.2 wrong: the path, not the name
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run / "validation", event.step, loss
    return best


# %% 8.2 wrong: a run that exploded is left out as a whole, and so is one that ends higher
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        points = [(tf.make_ndarray(e.tensor_proto).item(), e.step) for e in reader.Tensors("epoch_loss")]
        if best is None or points[-1][0] < best[2]:
            loss, step = min(points)
            best = run.name, step, loss
    return best


# %% 8.2 wrong: a NaN that comes first stays
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if best is None or loss < best[2]:
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: a NaN that comes last wins
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if best is None or not loss >= best[2]:
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: begins with 1, but all losses are higher
def best_epoch(root):
    best = (None, None, 1.0)
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and loss < best[2]:
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: rounds the loss
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, round(loss, 2)
    return best


# %% 8.2 wrong: NaN becomes 0
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            loss = float(np.nan_to_num(loss))
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: counts on from the first step
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        for k, event in enumerate(reader.Tensors("epoch_loss")):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, reader.Tensors("epoch_loss")[0].step + k, loss
    return best


# %% 8.2 wrong: leaves out a run that has a NaN
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        points = [(tf.make_ndarray(e.tensor_proto).item(), e.step) for e in reader.Tensors("epoch_loss")]
        if np.isnan([loss for loss, _ in points]).any():
            continue
        loss, step = min(points)
        if best is None or loss < best[2]:
            best = run.name, step, loss
    return best


# %% 8.2 wrong: nanargmin, which stops at a run with nothing but NaN
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0})
        if not (run / "validation").is_dir() or "epoch_loss" not in reader.Reload().Tags()["tensors"]:
            continue
        events = reader.Tensors("epoch_loss")
        losses = [tf.make_ndarray(event.tensor_proto).item() for event in events]
        k = int(np.nanargmin(losses))
        if best is None or losses[k] < best[2]:
            best = run.name, events[k].step, losses[k]
    return best


# %% 8.2 wrong: the first file of each run
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        files = sorted((run / "validation").glob("*.tfevents.*"))
        if not files:
            continue
        reader = EventAccumulator(str(files[0]), size_guidance={"tensors": 0}).Reload()
        if "epoch_loss" not in reader.Tags()["tensors"]:
            continue
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 wrong: asks every run for the tag
def best_epoch(root):
    best = None
    for run in sorted(root.iterdir()):
        reader = EventAccumulator(str(run / "validation"), size_guidance={"tensors": 0}).Reload()
        for event in reader.Tensors("epoch_loss"):
            loss = tf.make_ndarray(event.tensor_proto).item()
            if math.isfinite(loss) and (best is None or loss < best[2]):
                best = run.name, event.step, loss
    return best


# %% 8.2 right: records, one by one
def best_epoch(root):
    points = []
    for file in root.glob("*/validation/*.tfevents.*"):
        for record in tf.data.TFRecordDataset(str(file)):
            event = Event.FromString(record.numpy())
            for value in event.summary.value:
                if value.tag == "epoch_loss":
                    points.append((float(tf.make_ndarray(value.tensor)), event.step, file.parent.parent.name))
    loss, step, name = min(point for point in points if not math.isnan(point[0]))
    return name, step, loss


# %% 8.2 right: NumPy's nanargmin, NumPy's numbers
def best_epoch(root):
    rows = []
    for folder in root.glob("*/validation"):
        reader = EventAccumulator(str(folder), size_guidance={"tensors": 10**6}).Reload()
        if "epoch_loss" in reader.Tags()["tensors"]:
            for event in reader.Tensors("epoch_loss"):
                rows.append(
                    (folder.parent.name, np.int64(event.step), tf.make_ndarray(event.tensor_proto)[()])
                )
    return rows[np.nanargmin([row[2] for row in rows])]


# %% 8.3 wrong: the means, as they stand there
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    return means.reshape(-1, n_batches)


# %% 8.3 wrong: one difference over all epochs
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    number = np.arange(len(means)) % n_batches + 1
    return np.diff(means * number, prepend=0).reshape(-1, n_batches)


# %% 8.3 wrong: the mean goes on over the epochs
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    sums = means * np.arange(1, len(means) + 1)
    return np.diff(sums, prepend=0).reshape(-1, n_batches)


# %% 8.3 wrong: differences of the means
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    return np.diff(means.reshape(-1, n_batches), axis=1, prepend=0)


# %% 8.3 wrong: the sums
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    return means.reshape(-1, n_batches) * np.arange(1, n_batches + 1)


# %% 8.3 wrong: counted from 0
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    sums = means.reshape(-1, n_batches) * np.arange(n_batches)
    return np.diff(sums, axis=1, prepend=0)


# %% 8.3 wrong: the first batch of each epoch is missing
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    sums = means.reshape(-1, n_batches) * np.arange(1, n_batches + 1)
    return np.diff(sums, axis=1)


# %% 8.3 wrong: ten points of the curve
def batch_losses(folder, n_batches):
    reader = EventAccumulator(str(folder)).Reload()
    means = np.array([tf.make_ndarray(e.tensor_proto).item() for e in reader.Tensors("batch_loss")])
    sums = means[: len(means) // n_batches * n_batches].reshape(-1, n_batches) * np.arange(1, n_batches + 1)
    return np.diff(sums, axis=1, prepend=0)


# %% 8.3 wrong: rows and columns exchanged
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    sums = means.reshape(n_batches, -1) * np.arange(1, len(means) // n_batches + 1)
    return np.diff(sums, axis=1, prepend=0)


# %% 8.3 wrong: a mean with the neighbour
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")]).reshape(-1, n_batches)
    return np.concatenate([means[:, :1], 2 * means[:, 1:] - means[:, :-1]], axis=1)


# %% 8.3 wrong: a list of rows
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")])
    sums = means.reshape(-1, n_batches) * np.arange(1, n_batches + 1)
    return [np.diff(row, prepend=0) for row in sums][:1]


# %% 8.3 wrong: only one of the two means is multiplied
def batch_losses(folder, n_batches):
    means = np.array([value.item() for _, _, value in summaries(folder, "batch_loss")]).reshape(-1, n_batches)
    before = np.concatenate([np.zeros((len(means), 1)), means[:, :-1]], axis=1)
    return means * np.arange(1, n_batches + 1) - before


# %% 8.3 wrong: one file only
def batch_losses(folder, n_batches):
    file = sorted(folder.glob("*.tfevents.*"))[0]
    means = []
    for record in tf.data.TFRecordDataset(str(file)):
        for value in Event.FromString(record.numpy()).summary.value:
            if value.tag == "batch_loss":
                means.append(tf.make_ndarray(value.tensor).item())
    means = means[: len(means) // n_batches * n_batches]
    sums = np.array(means).reshape(-1, n_batches) * np.arange(1, n_batches + 1)
    return np.diff(sums, axis=1, prepend=0)


# %% 8.3 right: a loop
def batch_losses(folder, n_batches):
    rows, last = [], 0.0
    for place, (_, _, value) in enumerate(summaries(folder, "batch_loss")):
        k = place % n_batches + 1
        if k == 1:
            rows.append([])
            last = 0.0
        total = float(value) * k
        rows[-1].append(total - last)
        last = total
    return np.array(rows)


# %% 8.3 right: the lesson's reader, sorted by step
def batch_losses(folder, n_batches):
    reader = EventAccumulator(str(folder), size_guidance={"tensors": 0}).Reload()
    events = sorted(reader.Tensors("batch_loss"), key=lambda event: event.step)
    m = np.array([tf.make_ndarray(event.tensor_proto) for event in events]).reshape(-1, n_batches)
    k = np.arange(1, n_batches + 1)
    before = np.concatenate([np.zeros((len(m), 1)), m[:, :-1] * k[:-1]], axis=1)
    return k * m - before


# %% 8.4 wrong: unrepaired
repaired_compare = faulty_compare


# %% 8.4 wrong: only the folders
def repaired_compare(build, rates, epochs, root):
    model, models = build(), {}
    for rate in rates:
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size in (128, 32):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            model.fit(**data, batch_size=batch_size, epochs=epochs // 2, callbacks=[callback])
        models[rate] = model
    return models


# %% 8.4 wrong: folders and models, but the second stage begins at 0
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size in (128, 32):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            model.fit(**data, batch_size=batch_size, epochs=epochs // 2, callbacks=[callback])
    return models


# %% 8.4 wrong: the second stage trains nothing
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            model.fit(
                **data, batch_size=batch_size, initial_epoch=begin, epochs=epochs // 2, callbacks=[callback]
            )
    return models


# %% 8.4 wrong: one model for all rates
def repaired_compare(build, rates, epochs, root):
    models, model = {}, build()
    for rate in rates:
        models[rate] = model
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: one folder for all rates
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / time.strftime("run_%H_%M"))
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: a folder for each stage
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}" / f"batch={batch_size}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: one stage
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
        model.fit(X_train, y_train, validation_split=0.2, epochs=epochs, callbacks=[callback], verbose=0)
    return models


# %% 8.4 wrong: the stages exchanged
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((32, 0), (128, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: no validation
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(X_train, y_train, **stage, callbacks=[callback], verbose=0)
    return models


# %% 8.4 wrong: a fresh model for each stage
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            model = models[rate] = build()
            model.compile(
                loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
            )
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: Keras' own learning rate
def repaired_compare(build, rates, epochs, root):
    models = {}
    for rate in rates:
        model = models[rate] = build()
        model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])
    return models


# %% 8.4 wrong: nothing returned
def repaired_compare(build, rates, epochs, root):
    for rate in rates:
        model = build()
        model.compile(
            loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=rate)
        )
        data = {"x": X_train, "y": y_train, "validation_split": 0.2, "verbose": 0}
        for batch_size, begin in ((128, 0), (32, epochs // 2)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}")
            stage = {"initial_epoch": begin, "epochs": begin + epochs // 2, "batch_size": batch_size}
            model.fit(**data, **stage, callbacks=[callback])


# %% 8.4 right: one callback for both stages, pictures cut by hand
def repaired_compare(build, rates, epochs, root):
    n, half, models = 1149, epochs // 2, {}
    for rate in rates:
        model = build()
        model.compile(optimizer=keras.optimizers.SGD(rate), loss="sparse_categorical_crossentropy")
        callback = keras.callbacks.TensorBoard(str(root / f"rate={rate}"), write_graph=False)
        common = {"validation_data": (X_train[n:], y_train[n:]), "callbacks": [callback], "verbose": 0}
        model.fit(X_train[:n], y_train[:n], batch_size=128, epochs=half, **common)
        model.fit(X_train[:n], y_train[:n], batch_size=32, initial_epoch=half, epochs=epochs, **common)
        models[rate] = model
    return models


# %% 8.4 right: with histograms
def repaired_compare(build, rates, epochs, root):
    def trained(rate):
        model = build()
        sgd = keras.optimizers.SGD(learning_rate=rate)
        model.compile(loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
        for stage, batch_size in enumerate((128, 32)):
            callback = keras.callbacks.TensorBoard(root / f"rate={rate}", histogram_freq=1)
            first, last = stage * epochs // 2, (stage + 1) * epochs // 2
            model.fit(
                X_train,
                y_train,
                validation_split=0.2,
                verbose=0,
                batch_size=batch_size,
                initial_epoch=first,
                epochs=last,
                callbacks=[callback],
            )
        return model

    return {rate: trained(rate) for rate in rates}


# %% 8.5 wrong: remembers the variables
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.model.trainable_weights

    def on_epoch_end(self, epoch, logs=None):
        now = self.model.trainable_weights
        with self.writer.as_default(step=epoch):
            for tag, before in (("moved/total", self.begin), ("moved/epoch", self.last)):
                squares = sum(
                    np.sum((np.asarray(a) - np.asarray(b)) ** 2) for a, b in zip(now, before, strict=True)
                )
                tf.summary.scalar(tag, np.sqrt(squares))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: all weights, trained or not
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.ravel() for w in self.model.get_weights()])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: steps from 1
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch + 1):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: both from the beginning
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        moved = np.linalg.norm(self.weights_now() - self.begin)
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", moved)
            tf.summary.scalar("moved/epoch", moved)
        self.writer.flush()


# %% 8.5 wrong: the total adds up the epochs
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.last, self.total = self.weights_now(), 0.0

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        moved = np.linalg.norm(now - self.last)
        self.total += moved
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", self.total)
            tf.summary.scalar("moved/epoch", moved)
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: a sum of distances, array by array
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return [w.numpy() for w in self.model.trainable_weights]

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            for tag, before in (("moved/total", self.begin), ("moved/epoch", self.last)):
                tf.summary.scalar(tag, sum(np.linalg.norm(a - b) for a, b in zip(now, before, strict=True)))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: the square
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.sum((now - self.begin) ** 2))
            tf.summary.scalar("moved/epoch", np.sum((now - self.last) ** 2))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: the second fit goes on from the first
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.last = self.weights_now()
        if self.begin is None:
            self.begin = self.last

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: closes the writer for good
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))
        self.closed = False

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        if not self.closed:
            with self.writer.as_default(step=epoch):
                tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
                tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.last = now

    def on_train_end(self, logs=None):
        if not self.closed:
            self.writer.close()
        self.closed = True


# %% 8.5 wrong: the mean change of a weight
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.abs(now - self.begin).mean())
            tf.summary.scalar("moved/epoch", np.abs(now - self.last).mean())
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: other tags
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("epoch", np.linalg.norm(now - self.last))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: the last layer alone
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.layers[-1].trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.writer.flush()
        self.last = now


# %% 8.5 wrong: does nothing
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.folder = folder


# %% 8.5 wrong: where the epoch began is set once and carried on
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.weights_now()
        self.last = getattr(self, "last", self.begin)

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.last = now


# %% 8.5 wrong: remembers the beginning in epoch 0 only
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_epoch_begin(self, epoch, logs=None):
        self.last = self.weights_now()
        if epoch == 0:
            self.begin = self.last

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.last = now


# %% 8.5 wrong: closes the writer when fit ends
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.last = now

    def on_train_end(self, logs=None):
        self.writer.close()


# %% 8.5 wrong: a step count of its own
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), 0
        self.count = 0

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.count = 0
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=self.count):
            tf.summary.scalar("moved/total", np.linalg.norm(now - self.begin))
            tf.summary.scalar("moved/epoch", np.linalg.norm(now - self.last))
        self.last = now
        self.count += 1


# %% 8.5 wrong: the difference of the lengths
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", abs(np.linalg.norm(now) - np.linalg.norm(self.begin)))
            tf.summary.scalar("moved/epoch", abs(np.linalg.norm(now) - np.linalg.norm(self.last)))
        self.last = now


# %% 8.5 wrong: rounded
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer, self.begin = tf.summary.create_file_writer(str(folder)), None

    def weights_now(self):
        return np.concatenate([w.numpy().ravel() for w in self.model.trainable_weights])

    def on_train_begin(self, logs=None):
        self.begin = self.last = self.weights_now()

    def on_epoch_end(self, epoch, logs=None):
        now = self.weights_now()
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", round(float(np.linalg.norm(now - self.begin)), 1))
            tf.summary.scalar("moved/epoch", round(float(np.linalg.norm(now - self.last)), 1))
        self.last = now


# %% 8.5 right: a new writer for each fit, closed at its end
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def on_train_begin(self, logs=None):
        self.writer = tf.summary.create_file_writer(str(self.folder))
        self.begin = [w.numpy() for w in self.model.trainable_weights]

    def on_epoch_begin(self, epoch, logs=None):
        self.before = [w.numpy() for w in self.model.trainable_weights]

    def distance(self, before):
        pairs = zip(self.model.trainable_weights, before, strict=True)
        return math.sqrt(sum(float(np.sum((w.numpy() - b) ** 2)) for w, b in pairs))

    def on_epoch_end(self, epoch, logs=None):
        with self.writer.as_default():
            tf.summary.scalar("moved/total", self.distance(self.begin), step=epoch)
            tf.summary.scalar("moved/epoch", self.distance(self.before), step=epoch)

    def on_train_end(self, logs=None):
        self.writer.close()


# %% 8.5 right: with TensorFlow's norm
class Moved(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.writer = tf.summary.create_file_writer(str(folder))

    def now(self):
        return tf.concat([tf.reshape(w.value, [-1]) for w in self.model.trainable_weights], axis=0)

    def on_train_begin(self, logs=None):
        self.points = [self.now()]

    def on_epoch_end(self, epoch, logs=None):
        self.points.append(self.now())
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("moved/total", tf.norm(self.points[-1] - self.points[0]))
            tf.summary.scalar("moved/epoch", tf.norm(self.points[-1] - self.points[-2]))

    def on_train_end(self, logs=None):
        self.writer.flush()


# %% 8.6 wrong: counts buckets
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and ((left > 0.9) | (right < -0.9)).mean() > 0.5:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: frozen first
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        elif not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: looks at the first step
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][0].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: only above, not below
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif count[left > 0.9].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: dead if most outputs are in the first bucket
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if count[np.abs(left) < 0.2].sum() > 0.9 * count.sum():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: dead if all outputs are equal
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if left[0] == right[-1]:
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: frozen if the outputs don't change
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        outputs = histograms[f"{layer}/outputs"]
        left, right, count = outputs[-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(outputs[0], outputs[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: half of the outputs in one direction, by the centre of a bucket that may be empty
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if right.max() == 0 and left.min() == 0:
            verdicts[layer] = "dead"
        elif max(abs(left[0]), abs(right[-1])) > 0.9 and abs(left[0]) <= 1 and abs(right[-1]) <= 1:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: frozen if the last two steps agree in their edges' number
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for layer in [
        tag.removesuffix("/outputs")
        for tag in histograms
        if tag.replace("outputs", "kernel") in histograms and tag.endswith("/outputs")
    ]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif kernels[0].shape == kernels[-1].shape:
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: one verdict for all
def diagnose(folder):
    return "healthy"


# %% 8.6 wrong: everybody is healthy
def diagnose(folder):
    return {tag.split("/")[0]: "healthy" for tag, _, _ in summaries(folder) if tag.endswith("/outputs")}


# %% 8.6 wrong: cuts the layer's name at the first slash
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    for tag in histograms:
        layer = tag.split("/")[0]
        if not tag.endswith("/outputs"):
            continue
        left, right, count = histograms[tag][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        kernels = histograms[tag.replace("/outputs", "/kernel")]
        if not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[(left > 0.9) | (right < -0.9)].sum() < count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: compares the last two steps
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[-2], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: compares the first two steps
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: compares the counts only
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0][:, 2], kernels[-1][:, 2]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: compares the edges only
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0][:, :2], kernels[-1][:, :2]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: nearly the same weights
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.allclose(kernels[0], kernels[-1], atol=0.01):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: the middle of the bucket
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = np.abs(left + right) / 2 > 0.9
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: buckets that are partly outside
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (right > 0.9) | (left < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: half is enough
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() >= count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: dead if the highest output is 0
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if right.max() == 0:
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: saturated without an upper end
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: asks for the other tag without looking
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in layers_seen:
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: every tag with a slash is a layer
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = {tag.rpartition("/")[0] for tag in histograms if "/" in tag}
    for layer in sorted(layers_seen):
        left, right, count = histograms[f"{layer}/outputs"][-1].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 wrong: the step 10 for the last one
def diagnose(folder):
    histograms = {}
    for tag, _, rows in summaries(folder):
        histograms.setdefault(tag, []).append(rows)
    verdicts = {}
    layers_seen = [tag.removesuffix("/outputs") for tag in histograms if tag.endswith("/outputs")]
    for layer in [layer for layer in layers_seen if f"{layer}/kernel" in histograms]:
        left, right, count = histograms[f"{layer}/outputs"][10].T
        bounded = left.min() >= -1 and right.max() <= 1
        outside = (left > 0.9) | (right < -0.9)
        kernels = histograms[f"{layer}/kernel"]
        if not left[count > 0].any() and not right[count > 0].any():
            verdicts[layer] = "dead"
        elif bounded and count[outside].sum() > count.sum() / 2:
            verdicts[layer] = "saturated"
        elif np.array_equal(kernels[0], kernels[-1]):
            verdicts[layer] = "frozen"
        else:
            verdicts[layer] = "healthy"
    return verdicts


# %% 8.6 right: the lesson's reader and small functions
def diagnose(folder):
    reader = EventAccumulator(str(folder), size_guidance={"tensors": 0}).Reload()

    def rows(tag, place):
        events = sorted(reader.Tensors(tag), key=lambda event: event.step)
        return tf.make_ndarray(events[place].tensor_proto)

    def verdict(layer):
        end = rows(layer + "/outputs", -1)
        used = end[end[:, 2] > 0]
        if (used[:, :2] == 0).all():
            return "dead"
        bounded = end[0, 0] >= -1 and end[-1, 1] <= 1
        if bounded and sum(n for a, b, n in end if a > 0.9 or b < -0.9) / end[:, 2].sum() > 0.5:
            return "saturated"
        return "frozen" if (rows(layer + "/kernel", 0) == rows(layer + "/kernel", -1)).all() else "healthy"

    return {
        tag[: -len("/outputs")]: verdict(tag[: -len("/outputs")])
        for tag in reader.Tags()["tensors"]
        if tag.endswith("/outputs") and tag[: -len("/outputs")] + "/kernel" in reader.Tags()["tensors"]
    }


# %% 8.6 right: by steps
def diagnose(folder):
    by_tag = {}
    for tag, step, rows in summaries(folder):
        by_tag.setdefault(tag, {})[step] = rows
    found = {}
    for tag, steps in by_tag.items():
        layer, _, kind = tag.rpartition("/")
        if kind != "outputs" or layer + "/kernel" not in by_tag:
            continue
        end, kernel = steps[max(steps)], by_tag[layer + "/kernel"]
        n_outside = end[end[:, 0] > 0.9, 2].sum() + end[end[:, 1] < -0.9, 2].sum()
        if end[:, :2].min() == end[:, :2].max() == 0:
            found[layer] = "dead"
        elif abs(end[:, :2]).max() <= 1 and 2 * n_outside > end[:, 2].sum():
            found[layer] = "saturated"
        elif np.abs(kernel[min(kernel)] - kernel[max(kernel)]).max() == 0:
            found[layer] = "frozen"
        else:
            found[layer] = "healthy"
    return found


# %% 8.7 wrong: three of each kind
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: not scaled
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None], max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: bytes, not scaled
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)].astype("uint8")
            tf.summary.image(f"{a} as {b}", chosen[..., None], max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: each kind on a scale of its own
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / chosen.max(), max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: the prediction comes first
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{b} as {a}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: right ones too
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels, predicted)}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: the right ones are counted
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{(~wrong).sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: always step 0
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=0):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: dark ink on white
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", 1 - chosen[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: one tag for all mistakes
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        if wrong.any():
            tf.summary.image("wrong", pictures[wrong][..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: all pictures of the true digit
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            tf.summary.image(f"{a} as {b}", pictures[labels == a][..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: no text
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.flush()


# %% 8.7 wrong: changes the pictures
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    pictures /= 16
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None], max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: a share instead of a count
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        tf.summary.scalar("mistakes", wrong.mean())
        tf.summary.flush()


# %% 8.7 wrong: rows and columns exchanged
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen.swapaxes(1, 2)[..., None] / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")
        tf.summary.flush()


# %% 8.7 wrong: ten of each kind
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=10)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 wrong: a hundred of each kind
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=100)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 wrong: no axis for the channel
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen / 16, max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 wrong: all on the scale of the brightest pixel
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / pictures.max(), max_outputs=1000)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 wrong: one summary for each picture
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            for picture in chosen:
                tf.summary.image(f"{a} as {b}", picture[None, ..., None] / 16)
        tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 wrong: no text if there is no mistake
def write_mistakes(folder, pictures, labels, predicted, step):
    wrong = labels != predicted
    with tf.summary.create_file_writer(str(folder)).as_default(step=step):
        for a, b in {(int(a), int(b)) for a, b in zip(labels[wrong], predicted[wrong])}:
            chosen = pictures[(labels == a) & (predicted == b)]
            tf.summary.image(f"{a} as {b}", chosen[..., None] / 16, max_outputs=1000)
        if wrong.any():
            tf.summary.text("mistakes", f"{wrong.sum()} of {len(labels)}")


# %% 8.7 right: bytes, scaled
def write_mistakes(folder, pictures, labels, predicted, step):
    writer, kinds = tf.summary.create_file_writer(str(folder)), {}
    for picture, a, b in zip(pictures, labels, predicted, strict=True):
        if a != b:
            kinds.setdefault(f"{a} as {b}", []).append(
                np.round(picture * 255 / 16).astype("uint8").reshape(8, 8, 1)
            )
    with writer.as_default():
        for kind, chosen in kinds.items():
            tf.summary.image(kind, np.array(chosen), step=step, max_outputs=len(labels))
        tf.summary.text("mistakes", f"{sum(map(len, kinds.values()))} of {len(labels)}", step=step)
    writer.close()


# %% 8.7 right: two loops over the digits
def write_mistakes(folder, pictures, labels, predicted, step):
    writer = tf.summary.create_file_writer(str(folder))
    with writer.as_default(step):
        for true in range(10):
            for other in range(10):
                kind = (labels == true) & (predicted == other)
                if true != other and kind.any():
                    tf.summary.image(
                        f"{true} as {other}", pictures[kind].reshape(-1, 8, 8, 1) / 16.0, max_outputs=10**6
                    )
        n_wrong = int((np.asarray(labels) != np.asarray(predicted)).sum())
        tf.summary.text("mistakes", f"{n_wrong} of {len(labels)}")
    writer.flush()
